using ExT5.Data;

namespace ExT5.ExMix.Tests;

/// <summary>Datasets that the Hub lacks, in a folder, as their authors publish them.</summary>
public sealed class DownloadsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exmix-downloads").FullName;

    [Fact]
    public async Task The_competitions_CSV_of_toxic_comments_is_read()
    {
        Write("jigsaw_toxicity_pred/train.csv",
            "id,comment_text,toxic,severe_toxic,obscene,threat,insult,identity_hate\n1,\"a \"\"b\"\",\nc\",1,0,1,0,0,0\n2,fine,0,0,0,0,0,0\n");

        Assert.Equal(
            [("toxicity: a \"b\",\nc", "toxic, obscene"), ("toxicity: fine", "non-toxic")], await Open("wiki_toxicity_subtypes", DatasetSplit.Train));
    }

    [Fact]
    public async Task Human_and_machine_texts_lie_in_files_of_their_own()
    {
        Write("gpt-2-output-dataset/data/webtext.valid.jsonl", "{\"id\": 1, \"text\": \"h\"}\n");
        Write("gpt-2-output-dataset/data/xl-1542M.valid.jsonl", "{\"id\": 1, \"text\": \"m\"}\n");

        Assert.Equal(
            [("is this machine generated: h", "human"), ("is this machine generated: m", "machine")],
            await Open("gpt2_output_detection", DatasetSplit.Validation));
    }

    [Fact]
    public async Task The_arguments_of_a_split_are_picked_from_all_topics()
    {
        foreach (var topic in ExMixTasks.Named("ukp_argument_mining").Datasets.Select(dataset => dataset.SplitNames["train"]))
            Write($"sentential_argument_mining/{topic}.tsv",
                "topic\tretrievedUrl\tarchivedUrl\tsentenceHash\tsentence\tannotation\tset\n"
                + $"{topic}\tu\tv\th\tSay \"yes\".\tArgument_for\ttrain\n{topic}\tu\tv\th\tNo.\tNoArgument\ttest\n");

        var rows = await Open("ukp_argument_mining", DatasetSplit.Test);

        Assert.Equal(8, rows.Count);
        Assert.Equal(("ukp abortion: No.", "NoArgument"), rows[0]);
    }

    [Fact]
    public async Task The_original_CSV_of_Civil_Comments_is_read()
    {
        Write("civil_comments/train.csv", RealRows.Dummy("civil_comments__0.9.0", "train.csv"));

        var rows = await Open("civil_comments", DatasetSplit.Train);

        Assert.NotEmpty(rows);
        // All comments of the sample have the toxicity 0.
        Assert.All(rows, row => Assert.Equal("non-toxic", row.Item2));
        Assert.All(rows, row => Assert.StartsWith("civil_comments: ", row.Item1));
    }

    [Fact]
    public async Task A_row_of_another_layout_is_told_with_file_and_line()
    {
        Write("glue/cola/train.jsonl", "{\"sentence\": \"a\", \"label\": 1}\n{\"text\": \"b\", \"label\": 1}\n");
        var rows = await Task("glue_cola").OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

        var error = Assert.Throws<DataSourceException>(() => rows[1]);

        Assert.Contains("train.jsonl:2", error.Message);
        Assert.Contains("There is no column 'sentence'", error.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Seq2SeqTask Task(string name) =>
        new TaskRegistryBuilder().AddExMix(new ExMixOptions { Folder = _folder }).Build().Task(name);

    private async Task<IReadOnlyList<(string, string)>> Open(string name, DatasetSplit split)
    {
        var rows = await Task(name).OpenAsync(split, TestContext.Current.CancellationToken);
        return [.. rows.Select(example => (example.Input, example.Target))];
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
