namespace ExT5.Data.Tests;

public class BenchmarkTests
{
    private static Dictionary<string, IReadOnlyList<MetricValue>> SuperGlueValues() => new()
    {
        ["super_glue_boolq"] = [new("accuracy", 80)],
        ["super_glue_cb"] = [new("accuracy", 90), new("mean_3class_f1", 70)],
        ["super_glue_copa"] = [new("accuracy", 60)],
        ["super_glue_multirc"] = [new("f1", 70), new("exact_match", 30)],
        ["super_glue_record"] = [new("f1", 80), new("em", 78)],
        ["super_glue_rte"] = [new("accuracy", 75)],
        ["super_glue_wic"] = [new("accuracy", 65)],
        ["super_glue_wsc"] = [new("accuracy", 85)],
    };

    [Fact]
    public void SuperGLUE_averages_two_metrics_of_a_task_before_the_tasks()
    {
        var score = Benchmark.SuperGlue().Score(SuperGlueValues());

        // 80, (90+70)/2, 60, (70+30)/2, (80+78)/2, 75, 65, 85
        Assert.Equal((80 + 80 + 60 + 50 + 79 + 75 + 65 + 85) / 8.0, score.Average!.Value, MoreCases.RoundingOfSums);
        Assert.Equal(8, score.Tasks.Count);
    }

    [Fact]
    public void GLUE_counts_both_sets_of_MNLI_as_one_task_and_WNLI_when_asked()
    {
        // The scores that T5-11B reports for GLUE's test sets (Raffel et al. 2020, table 14) average to 90.3 on the leaderboard.
        Dictionary<string, IReadOnlyList<MetricValue>> values = new()
        {
            ["glue_cola"] = [new("matthews_corrcoef", 71.6)],
            ["glue_sst2"] = [new("accuracy", 97.5)],
            ["glue_mrpc"] = [new("f1", 92.8), new("accuracy", 90.4)],
            ["glue_stsb"] = [new("pearson_corrcoef", 93.1), new("spearman_corrcoef", 92.8)],
            ["glue_qqp"] = [new("f1", 75.1), new("accuracy", 90.6)],
            ["glue_mnli"] = [new("accuracy", 92.2)],
            ["glue_mnli_mismatched"] = [new("accuracy", 91.9)],
            ["glue_qnli"] = [new("accuracy", 96.9)],
            ["glue_rte"] = [new("accuracy", 92.8)],
            ["glue_wnli"] = [new("accuracy", 94.5)],
        };

        Assert.Equal(90.3, Benchmark.Glue().Score(values).Average!.Value, 0.05);
        Assert.Equal(8, Benchmark.Glue(withWnli: false).Score(values).Tasks.Count);
    }

    [Fact]
    public void A_missing_value_is_named_and_there_is_no_average()
    {
        var values = SuperGlueValues();
        values.Remove("super_glue_copa");
        values["super_glue_cb"] = [new("accuracy", 90)];

        var score = Benchmark.SuperGlue().Score(values);

        Assert.Null(score.Average);
        Assert.Equal(["super_glue_cb/mean_3class_f1", "super_glue_copa/accuracy"], score.Missing);
    }

    [Fact]
    public void Registered_tasks_may_have_other_names() =>
        Assert.Contains("glue_cola.v2/matthews_corrcoef", Benchmark.Glue(taskName: name => name + ".v2").Score(SuperGlueValues()).Missing);
}
