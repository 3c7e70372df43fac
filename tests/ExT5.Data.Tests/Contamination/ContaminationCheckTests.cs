using System.Text.Json;
using CsCheck;

namespace ExT5.Data.Tests;

public sealed class ContaminationCheckTests
{
    private const string Thirteen = "one two three four five six seven eight nine ten eleven twelve thirteen";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thirteen_words_in_a_row_are_a_hit_whatever_case_and_punctuation()
    {
        var report = await RunAsync(
            [new("nothing of it", ""), new("So: One two three, four five six SEVEN eight nine ten \"eleven\" twelve thirteen! And more", "")],
            [new($"before {Thirteen} behind", ""), new("another example of fourteen words that no row of the training set holds anywhere", "")]);

        var pair = Assert.Single(report.Pairs);
        Assert.Equal(("train", "test", 2, 0.5), (pair.Training, pair.Evaluation, pair.Of, pair.Share));
        Assert.Equal([0], pair.Examples);
        Assert.Empty(pair.Exact);
        Assert.Equal([1], pair.TrainingRows);
    }

    [Fact]
    public async Task Twelve_words_in_a_row_are_none()
    {
        var twelve = Thirteen[..Thirteen.LastIndexOf(' ')];

        Assert.Empty((await RunAsync([new($"x {twelve} y", "")], [new($"a {twelve} b", "")])).Pairs);
    }

    [Theory]
    [InlineData("a b c d e f g h", "x a b c d e f g h y", true)]
    [InlineData("a b c d e f g", "x a b c d e f g y", false)]
    [InlineData("a b c d e f g h", "a b c d x e f g h", false)]
    public async Task An_example_of_eight_to_twelve_words_is_compared_as_a_whole(string example, string row, bool isHit) =>
        Assert.Equal(isHit ? 1 : 0, (await RunAsync([new(row, "")], [new(example, "")])).Pairs.Count);

    [Fact]
    public async Task A_short_input_is_hit_by_the_same_input_only()
    {
        var report = await RunAsync([new("is it so", "yes"), new("Is it so?", "no")], [new("is it so?", "maybe"), new("is it", "")]);

        var pair = Assert.Single(report.Pairs);
        Assert.Equal([0], pair.Examples);
        Assert.Equal([0], pair.Exact);
        Assert.Equal([0, 1], pair.TrainingRows);
    }

    [Fact]
    public async Task Answers_are_compared_too()
    {
        var report = await RunAsync([new("", Thirteen)], [new("summarize: something", Thirteen)]);

        Assert.Equal([0], Assert.Single(report.Pairs).Examples);
    }

    [Fact]
    public async Task Words_that_every_prompt_has_are_no_leak_unless_asked_for()
    {
        var examples = Enumerable.Range(0, 20).Select(i => new TextExample($"{Thirteen} number {i}", "")).ToArray();
        TextExample[] row = [new($"{Thirteen} another", "")];

        var report = await RunAsync(row, examples);
        var all = await RunAsync(row, examples, new ContaminationCheck(MaxShare: 1));

        Assert.Empty(report.Pairs);
        Assert.Equal(20, Assert.Single(all.Pairs).Examples.Count);
    }

    [Fact]
    public async Task A_passage_that_ten_examples_share_is_still_found()
    {
        var examples = Enumerable.Range(0, 10).Select(i => new TextExample($"{Thirteen} question {i}", "")).ToArray();

        Assert.Equal(10, Assert.Single((await RunAsync([new(Thirteen, "")], examples)).Pairs).Examples.Count);
    }

    [Fact]
    public void Hits_are_those_of_a_comparison_of_everything_with_everything()
    {
        var text = Gen.Char["ab"].Select(c => c.ToString()).Array[0, 9].Select(words => string.Join(' ', words));
        var examples = Gen.Select(text, text, (input, target) => new TextExample(input, target)).Array[0, 12];

        Gen.Select(examples, examples).Sample((rows, tests) =>
        {
            var report = RunAsync(rows, tests, new ContaminationCheck(Words: 4, FewestWords: 3, MaxShare: 1)).GetAwaiter().GetResult();
            var hits = Enumerable.Range(0, tests.Length).Where(i => rows.Any(row => Overlaps(row, tests[i], 4, 3))).ToArray();
            var rowsHit = Enumerable.Range(0, rows.Length).Where(i => tests.Any(test => Overlaps(rows[i], test, 4, 3))).ToHashSet();
            Assert.Equal(hits, report.Pairs.SelectMany(pair => pair.Examples));
            Assert.Equal(rowsHit, report.TrainingRows("train"));
        }, iter: 300);
    }

    [Fact]
    public async Task Rows_that_were_found_are_left_out_of_training_or_of_the_test()
    {
        var train = TaskOf("train", [new("clean", ""), new(Thirteen, ""), new("cleaner", "")], []);
        var test = TaskOf("test", [], [new("a", ""), new($"b {Thirteen}", "")]);
        var report = await new ContaminationCheck().RunAsync([train], [test], Cancelled);

        var left = await train.Without(DatasetSplit.Train, report.TrainingRows("train")).OpenAsync(DatasetSplit.Train, Cancelled);
        var kept = await test.Without(DatasetSplit.Validation, report.EvaluationRows("test")).OpenAsync(DatasetSplit.Validation, Cancelled);

        Assert.Equal(["clean", "cleaner"], left.Select(example => example.Input));
        Assert.Equal(["a"], kept.Select(example => example.Input));
        Assert.Equal(left, [left[0], left[1]]);
    }

    [Fact]
    public void A_task_without_rows_is_the_same_task_otherwise()
    {
        var task = Seq2SeqTask.Create<TextExample>("t", builder => builder.ReadFrom(new InMemorySource<TextExample>([])).Format(row => row)
            .InFamily(TaskFamily.Inference).Version("7").ScoreWith(new Accuracy()).RankChoices(RankNormalization.Prior, "answer:"));

        var without = task.Without(DatasetSplit.Train, new HashSet<int>());

        Assert.Equal((task.Name, task.Family, task.FormatVersion, task.Ranking), (without.Name, without.Family, without.FormatVersion, without.Ranking));
        Assert.Equal(task.Metrics, without.Metrics);
    }

    [Fact]
    public async Task A_row_that_is_not_there_cannot_be_left_out()
    {
        var task = TaskOf("train", [new("a", "")], []).Without(DatasetSplit.Train, new HashSet<int> { 1 });

        await Assert.ThrowsAsync<RegistryException>(async () => await task.OpenAsync(DatasetSplit.Train, Cancelled));
        Assert.Empty(await task.OpenAsync(DatasetSplit.Validation, Cancelled));
    }

    [Fact]
    public async Task The_report_is_a_table_and_json()
    {
        var report = await RunAsync([new(Thirteen, "")], [new(Thirteen, ""), new("clean", "")]);

        using var json = JsonDocument.Parse(report.ToJson());
        var pair = Assert.Single(json.RootElement.GetProperty("pairs").EnumerateArray());
        Assert.Equal((0.5, 0), (pair.GetProperty("share").GetDouble(), pair.GetProperty("exact")[0].GetInt32()));
        Assert.Equal(2, json.RootElement.GetProperty("evaluation").GetProperty("test").GetInt32());
        Assert.Contains("test", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("0 of 1 pairs share nothing.\n", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_was_not_checked_is_answered_with_the_nearest()
    {
        var report = await RunAsync([], []);

        Assert.Contains("Did you mean 'train'?", Assert.Throws<RegistryException>(() => report.TrainingRows("trian")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_runs_than_allowed_are_an_error()
    {
        var error = await Assert.ThrowsAsync<RegistryException>(() => RunAsync([], [new($"{Thirteen} fourteen", "")], new ContaminationCheck(MaxRuns: 1)));

        Assert.Contains("MaxRuns", error.Message, StringComparison.Ordinal);
    }

    // Counted by a Python program of the rule, with sets of tuples of words: 34 of 277 examples, 42 of 2490 rows.
    [Fact]
    public async Task A_real_set_gives_the_hits_of_an_independent_count()
    {
        var source = new JsonLinesSource<Entailment>(Path.Combine(SharedFolder.Require("data/tasks/nli/rte"), "{split}.jsonl"),
            new FileSourceOptions { SplitNames = new Dictionary<string, string> { ["validation"] = "val" } });
        var rte = Seq2SeqTask.Create<Entailment>("rte", task => task
            .ReadFrom(source).Format(row => new TextExample($"rte sentence1: {row.Premise} sentence2: {row.Hypothesis}", row.Label)));

        var pair = Assert.Single((await new ContaminationCheck().RunAsync([rte], [rte], Cancelled)).Pairs);

        Assert.Equal((277, 34, 0, 42), (pair.Of, pair.Examples.Count, pair.Exact.Count, pair.TrainingRows.Count));
        Assert.Equal([14, 22, 46, 50, 54], pair.Examples.Take(5));
    }

    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(4, 5, 0.5)]
    [InlineData(4, 0, 0.5)]
    [InlineData(4, 4, 0)]
    [InlineData(4, 4, double.NaN)]
    public async Task Numbers_out_of_range_are_refused(int words, int fewest, double share) =>
        await Assert.ThrowsAsync<RegistryException>(() => RunAsync([], [], new ContaminationCheck(words, fewest, share)));

    private static bool Overlaps(TextExample row, TextExample test, int words, int fewest) =>
        (test.Input.Length > 0 && row.Input == test.Input)
        || new[] { test.Input, test.Target }.Any(text => Runs(text, words, fewest).Any(run => Holds(row.Input, run) || Holds(row.Target, run)));

    private static IEnumerable<string> Runs(string text, int words, int fewest)
    {
        var all = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = Math.Min(words, all.Length);
        return length < fewest ? [] : Enumerable.Range(0, all.Length - length + 1).Select(start => string.Join(' ', all.Skip(start).Take(length)));
    }

    private static bool Holds(string text, string run) => $" {text} ".Contains($" {run} ", StringComparison.Ordinal);

    private static async Task<ContaminationReport> RunAsync(TextExample[] rows, TextExample[] tests, ContaminationCheck? check = null) =>
        await (check ?? new ContaminationCheck()).RunAsync([TaskOf("train", rows, [])], [TaskOf("test", [], tests)], Cancelled);

    private sealed record Entailment(string Premise, string Hypothesis, string Label);

    private static Seq2SeqTask TaskOf(string name, TextExample[] train, TextExample[] validation) =>
        Seq2SeqTask.Create<TextExample>(name, task => task.ReadFrom(new InMemorySource<TextExample>(train, validation)).Format(row => row));
}
