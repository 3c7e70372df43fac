namespace ExT5.Data.Tests;

public class MeanMulticlassF1Tests
{
    private const double RoundingOfSums = 1e-9;

    [Fact]
    public void Scores_agree_with_T5() => Assert.All(
        SeqioCases.Of("metrics.mean_multiclass_f1"), each => Scores.AssertCase(new MeanMulticlassF1(["0", "1", "2"]), each));

    [Fact]
    public void Labels_outside_the_set_miss_as_in_scikit_learn()
    {
        var metric = new MeanMulticlassF1(MetricCases.Strings(MetricCases.Root.GetProperty("labels").GetProperty("classes")));

        var scores = Scores.Of(metric, MetricCases.Labels("targets", "predictions"));

        Assert.Equal(MetricCases.Label("mean_f1"), scores["mean_3class_f1"], RoundingOfSums);
    }
}
