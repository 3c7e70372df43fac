using ExT5.Data;

namespace ExT5.ExMix.Tests.Recipes;

public sealed class HeaderlessRowsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_clone_of_COGS_is_read_without_header_and_with_its_own_names_of_splits()
    {
        Write("COGS/data/train.tsv", "A cat ran .\tcat ( x _ 1 )\tin_distribution\ncat\tLAMBDA a . cat ( a )\tprimitive\n");
        Write("COGS/data/dev.tsv", "A dog ran .\tdog ( x _ 1 )\tin_distribution\n");

        Assert.Equal(["parse cogs: A cat ran . > cat ( x _ 1 )"], await Examples("cogs", DatasetSplit.Train));
        Assert.Equal(["parse cogs: A dog ran . > dog ( x _ 1 )"], await Examples("cogs", DatasetSplit.Validation));
    }

    [Fact]
    public async Task A_clone_of_Unimer_is_read_by_the_names_of_its_files()
    {
        Write("JasperGuo__Unimer/data/geo/geo_funql_train.tsv", "how big is rome\tanswer(size(x))\n");

        Assert.Equal(["parse geo to funql: how big is rome > answer(size(x))"], await Examples("geo_funql", DatasetSplit.Train));
    }

    [Fact]
    public async Task DialoGLUE_s_JSON_and_CSV_are_read_as_its_scripts_write_them()
    {
        Write("dialoglue/data_utils/dialoglue/restaurant8k/val.json", """[{"userInput": {"text": "at 6pm"}, "labels": [{"slot": "time", "valueSpan": {"startIndex": 3, "endIndex": 6}}]}]""");
        Write("dialoglue/data_utils/dialoglue/hwu/train.csv", "\"text\",\"category\"\n\"wake me, please\",\"alarm_set\"\n");

        Assert.Equal(["rest8k: at 6pm > time: 6pm"], await Examples("dialoglue_restaurant8k", DatasetSplit.Validation));
        Assert.Equal(["hwu64: wake me, please > alarm_set"], await Examples("dialoglue_hwu64", DatasetSplit.Train));
    }

    [Fact]
    public async Task Rows_of_JSONL_do_as_well()
    {
        Write("harsh19/Shakespearizing-Modern-English/data/valid.jsonl", """{"modern": "You go .", "original": "Thou goest ."}""");

        Assert.Equal(["shakespearize: You go . > Thou goest ."], await Examples("shakespeare_style", DatasetSplit.Validation));
    }

    private async Task<IEnumerable<string>> Examples(string task, DatasetSplit split)
    {
        var options = new ExMixOptions { Folder = _folder };
        var examples = await ExMixTasks.Named(task).Build(options.Files).OpenAsync(split, TestContext.Current.CancellationToken);
        return examples.Select(example => $"{example.Input} > {example.Target}");
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
