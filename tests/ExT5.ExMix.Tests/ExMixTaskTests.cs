using System.Text.Json;
using ExT5.Data;

namespace ExT5.ExMix.Tests;

public sealed class ExMixTaskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exmix-task").FullName;

    [Fact]
    public async Task A_task_reads_its_files_into_examples()
    {
        Write("glue__x/rte/train.jsonl", """{"sentence1": "a", "sentence2": "b", "label": 1}""", """{"sentence1": "c", "sentence2": "d", "label": 0}""");

        var rows = await Open("glue_rte", _ => Path.Combine(_folder, "glue__x", "rte", "{split}.jsonl"));

        Assert.Equal([("rte sentence1: a sentence2: b", "not_entailment"), ("rte sentence1: c sentence2: d", "entailment")], Texts(rows));
    }

    [Fact]
    public async Task A_row_with_several_answers_gives_several_examples()
    {
        const string row = """{"passage": "p", "query": "q#", "entities": ["A", "B"], "answers": [#], "idx": {"passage": 0, "query": 0}}""";
        Write("r.jsonl", Record(1, "\"A\""), Record(3, "\"A\", \"B\""));

        var rows = await Open("super_glue_record", _ => Path.Combine(_folder, "r.jsonl"));

        Assert.Equal(["A", "A", "B"], rows.Select(example => example.Target));
        Assert.Equal("record query: q3 entities: A, B passage: p", rows[2].Input);

        static string Record(int number, string answers) => row.Replace("q#", $"q{number}").Replace("[#]", $"[{answers}]");
    }

    [Theory]
    [InlineData("dialoglue_restaurant8k", """{"userInput": {"text": "at 8"}, "lables": [], "context": {}}""", "lables")]
    [InlineData("dialoglue_restaurant8k", """{"userInput": {"text": "at 8"}, "context": {"requestedSlot": ["time"]}}""", "requestedSlot")]
    [InlineData("super_glue_boolq", """{"passage": "p", "question": "q", "lable": true}""", "lable")]
    [InlineData("kilt_nq", """{"id": "1", "input": "q", "output": [{"anwser": "a"}]}""", "anwser")]
    [InlineData("qasc", """{"question": "q", "choices": {"text": ["a"], "label": ["A"]}, "anwserKey": "A"}""", "anwserKey")]
    [InlineData("gem_e2e_nlg", """{"meaning_representation": "m", "target": "t", "refrences": ["t"]}""", "refrences")]
    [InlineData("esnli", """{"premise": "p", "hypothesis": "h", "label": 0, "explanation1": "e"}""", "explanation1")]
    public void A_slip_in_the_name_of_a_column_that_rows_may_lack_is_an_error(string name, string row, string slip)
    {
        using var json = JsonDocument.Parse(row);

        var error = Assert.Throws<FormatException>(() => ExMixTasks.Named(name).ExamplesOf(DataRow.FromJson(json.RootElement), DatasetSplit.Test));

        Assert.Contains($"'{slip}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("super_glue_record", """{"passage": "p", "query": "q", "entities": ["A"], "answers": [], "idx": {"passage": 0, "query": 0}}""")]
    [InlineData("super_glue_boolq", """{"passage": "p", "question": "q"}""")]
    [InlineData("glue_cola", """{"sentence": "s", "label": -1}""")]
    [InlineData("rainbow_hellaswag", """{"ctx": "c", "endings": ["a", "b", "c", "d"], "label": ""}""")]
    [InlineData("squad", """{"question": "q", "context": "c", "answers": {"text": []}}""")]
    public async Task Only_test_rows_may_hide_their_labels(string name, string row)
    {
        foreach (var split in (string[])["train", "validation", "test"]) Write($"{split}.jsonl", row);
        var task = ExMixTasks.Named(name).Build(_ => Path.Combine(_folder, "{split}.jsonl"));

        foreach (var split in (DatasetSplit[])[DatasetSplit.Train, DatasetSplit.Validation])
        {
            var rows = await task.OpenAsync(split, TestContext.Current.CancellationToken);
            var error = Assert.Throws<DataSourceException>(() => rows[0]);
            Assert.Contains($"{split}.jsonl:1", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal("<unk>", (await task.OpenAsync(DatasetSplit.Test, TestContext.Current.CancellationToken))[0].Target);
    }

    [Fact]
    public async Task Several_datasets_follow_each_other()
    {
        foreach (var (round, label) in new[] { ("r1", 0), ("r2", 1), ("r3", 2) })
            Write($"anli/train_{round}.jsonl", $$"""{"premise": "p", "hypothesis": "h", "label": {{label}}}""");

        var rows = await Open("anli", dataset => Path.Combine(_folder, "anli", "{split}.jsonl"));

        Assert.Equal(["entailment", "neutral", "contradiction"], rows.Select(example => example.Target));
    }

    [Fact]
    public void Every_task_is_built_with_its_name_family_and_metrics() => Assert.All(ExMixTasks.All.Concat(ExMixTasks.OutsideMixture), task =>
    {
        var built = task.Build(_ => "nowhere/{split}.jsonl");

        Assert.Equal((task.Name, task.Family), (built.Name, built.Family));
        Assert.NotEmpty(built.Metrics);
    });

    [Theory]
    [InlineData("ms_marco", true)]
    [InlineData("civil_comments", true)]
    [InlineData("glue_sst2", false)]
    public void A_ranking_metric_has_the_choices_scored(string task, bool ranked) =>
        Assert.Equal(ranked, ExMixTasks.Named(task).Build(_ => "nowhere/{split}.jsonl").Ranking is not null);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<IReadOnlyList<TextExample>> Open(string task, Func<DatasetReference, DataFiles> files) =>
        await ExMixTasks.Named(task).Build(files).OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

    private static IEnumerable<(string, string)> Texts(IEnumerable<TextExample> rows) => rows.Select(example => (example.Input, example.Target));

    private void Write(string path, params string[] lines)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, lines);
    }
}
