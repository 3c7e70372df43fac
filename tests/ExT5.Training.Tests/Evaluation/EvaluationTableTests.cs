using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class EvaluationTableTests
{
    private static readonly EvaluationTable Table = new(
    [
        Score("rte", TaskFamily.Inference, 60, new(50, 70), new BaselineScore("majority", 55.5)),
        Score("anli", TaskFamily.Inference, 45.26, new(41, 49), new BaselineScore("majority", 33.3), new BaselineScore("copy", 0)),
        Score("xsum", TaskFamily.Summarization, 12, new(11, 13), new BaselineScore("copy", 14)),
    ]);

    [Fact]
    public void Columns_are_aligned_and_clear_wins_are_marked()
    {
        Assert.Equal(
            """
            family  task    n  metric    score  95% interval  best baseline  delta
            NLI     anli  100  accuracy   45.3   41.0 - 49.0  majority 33.3  +12.0  *
            NLI     rte   100  accuracy   60.0   50.0 - 70.0  majority 55.5   +4.5
            SUM     xsum  100  accuracy   12.0   11.0 - 13.0      copy 14.0   -2.0

            family  tasks  mean score  mean best baseline  delta  clearly above
            NLI         2        52.6                44.4   +8.2            1/2
            SUM         1        12.0                14.0   -2.0            0/1
            ALL         3        39.1                34.3   +4.8            1/3

            """,
            Table.ToString());
    }

    [Fact]
    public void Markdown_has_a_rule_that_aligns_numbers_right()
    {
        var lines = Table.ToMarkdown().Split('\n');

        Assert.Equal("| family | task |   n | metric   | score | 95% interval | best baseline | delta |     |", lines[0]);
        Assert.Equal("| ------ | ---- | --: | -------- | ----: | -----------: | ------------: | ----: | --- |", lines[1]);
        Assert.Equal("| NLI    | anli | 100 | accuracy |  45.3 |  41.0 - 49.0 | majority 33.3 | +12.0 | *   |", lines[2]);
    }

    [Fact]
    public void JSON_holds_tasks_families_and_the_whole()
    {
        using var json = JsonDocument.Parse(Table.ToJson());

        Assert.Equal(45.26, json.RootElement.GetProperty("tasks")[0].GetProperty("score").GetDouble());
        Assert.Equal(41, json.RootElement.GetProperty("tasks")[0].GetProperty("interval").GetProperty("lower").GetDouble());
        Assert.Equal("SUM", json.RootElement.GetProperty("families")[1].GetProperty("family").GetProperty("name").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("overall").GetProperty("tasks").GetInt32());
    }

    [Fact]
    public void No_scores_make_an_empty_table()
    {
        var empty = new EvaluationTable([]);

        Assert.Null(empty.Overall);
        Assert.StartsWith("family", empty.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Benchmarks_have_rows_of_their_own()
    {
        var benchmark = new Benchmark("NLI", [new("both", [new("rte", ["accuracy"]), new("anli", ["accuracy"])])]);
        var table = new EvaluationTable(Table.Tasks, [benchmark, Benchmark.Glue()]);

        Assert.Equal((60 + 45.26) / 2, table.Benchmarks[0].Average!.Value, 1e-9);
        Assert.Contains("\nNLI            1     52.6             -\nGLUE           0        -             -             glue_cola/", table.ToString(), StringComparison.Ordinal);
        Assert.Contains("\n| NLI       |", table.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_benchmark_has_an_interval_and_the_baselines_that_all_its_tasks_have()
    {
        var benchmark = new Benchmark("B", [new("one", [new("rte", ["accuracy"])]), new("two", [new("xsum", ["accuracy"])])]);
        var scores = Table.Tasks.Where(task => task.Task != "anli").Select(task => task with
        {
            ValueIntervals = [new("accuracy", task.Task == "rte" ? 57 : 8, 0, task.Task == "rte" ? 63 : 16)],
            BaselineValues = new Dictionary<string, IReadOnlyList<MetricValue>>
            {
                ["majority"] = [new("accuracy", 10)],
                [task.Task] = [new("accuracy", 50)],
            },
        });

        var score = Assert.Single(new EvaluationTable(scores, [benchmark]).Benchmarks);

        // (60 + 12) / 2, half widths of 3 and 4: sqrt(9 + 16) / 2.
        Assert.Equal(new ConfidenceInterval(33.5, 38.5), score.Interval);
        Assert.Equal([new MetricValue("majority", 10)], score.Baselines);
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        using var folder = new TemporaryFolder();
        var table = new EvaluationTable(Table.Tasks.Select(task => task with { LowerIsBetter = task.Task == "rte" }), [Benchmark.Glue()]);

        table.Save(folder.Path);
        var loaded = EvaluationTable.Load(folder.Path);

        Assert.Equal(table.ToString(), loaded.ToString());
        Assert.Equal(table.ToJson(), loaded.ToJson());
        Assert.Equal(table.ToMarkdown(), File.ReadAllText(Path.Combine(folder.Path, "evaluation.md")));
    }

    [Fact]
    public void A_saved_table_is_loaded_by_the_path_of_its_file()
    {
        using var folder = new TemporaryFolder();
        var renamed = Path.Combine(folder.Path, "baseline.json");
        Table.Save(folder.Path);

        File.Move(Path.Combine(folder.Path, "evaluation.json"), renamed);

        Assert.Equal(Table.ToJson(), EvaluationTable.Load(renamed).ToJson());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"tasks":[{}]}""")]
    [InlineData("""{"tasks":[null]}""")]
    [InlineData("nonsense")]
    public void A_file_that_is_no_evaluation_is_named(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "evaluation.json"), content);

        var error = Assert.Throws<DataSourceException>(() => EvaluationTable.Load(folder.Path));

        Assert.EndsWith("evaluation.json", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_scores_alone_is_enough()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "evaluation.json"), """
            {"tasks":[{"task":"rte","family":{"name":"NLI"},"examples":9,"values":[{"name":"accuracy","value":60}],
            "interval":{"lower":50,"upper":70},"baselines":[{"name":"copy","score":0}]}],"benchmarks":[{"benchmark":"B","average":60,"tasks":[],"missing":[]}]}
            """);

        var loaded = EvaluationTable.Load(folder.Path);

        Assert.Equal((60.0, new ConfidenceInterval(50, 70)), (loaded.Tasks[0].Score, loaded.Tasks[0].Interval));
        Assert.Contains("\nB ", loaded.ToString(), StringComparison.Ordinal);
        Assert.True(EvaluationComparison.Of(loaded, loaded).Passed);
    }

    [Fact]
    public void A_folder_without_an_evaluation_is_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<DataSourceException>(() => EvaluationTable.Load(folder.Path));
    }

    [Fact]
    public void A_task_scored_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => new EvaluationTable([Table.Tasks[0], Table.Tasks[0]]));

    private static TaskScore Score(
        string task, TaskFamily family, double score, ConfidenceInterval interval, params BaselineScore[] baselines) =>
        new(task, family, 100, [new MetricValue("accuracy", score)], interval, baselines);
}
