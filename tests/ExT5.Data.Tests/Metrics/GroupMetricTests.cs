using System.Text.Json;

namespace ExT5.Data.Tests;

public class GroupMetricTests
{
    [Fact]
    public void MultiRC_agrees_with_T5()
    {
        var cases = MoreCases.Root.GetProperty("groups");
        var groups = MetricCases.Strings(cases.GetProperty("groups"));

        var scores = Scores.Of(new MultiRc(), MoreCases.Pairs("groups").Zip(groups, (each, group) => each with { Group = group }));

        Assert.Equal(MoreCases.Number(cases, "f1"), scores["f1"], MoreCases.RoundingOfSums);
        Assert.Equal(MoreCases.Number(cases, "exact_match"), scores["exact_match"], MoreCases.RoundingOfSums);
    }

    [Fact]
    public void Each_group_is_right_when_all_its_answers_are()
    {
        Prediction[] predictions =
        [
            new("x", ["x"]) { Group = "1" }, new("y", ["z"]) { Group = "1" }, new("x", ["x"]) { Group = "2" }, new("q", ["q"]), new("q", ["r"]),
        ];

        Assert.Equal(50, Scores.Of(new GroupExactMatch(), predictions)["exact_match"]);
    }

    [Fact]
    public void ReCoRD_takes_the_first_of_each_query_as_T5_does() =>
        AssertRecord(new FirstOfGroup(new TokenF1()), "deduplicated");

    [Fact]
    public void Means_of_groups_agree_with_T5() => AssertRecord(new GroupMean(new TokenF1()), "group_mean");

    [Fact]
    public void Nothing_measured_gives_0() => Assert.All(
        new IGroupedMetric[] { new MultiRc(), new GroupExactMatch(), new FirstOfGroup(new TokenF1()), new GroupMean(new TokenF1()) },
        metric => Assert.All(metric.Aggregate([]), value => Assert.Equal(0, value.Value)));

    private static void AssertRecord(IMetric metric, string name)
    {
        var cases = MoreCases.Root.GetProperty("record");

        var scores = Scores.Of(metric, cases.GetProperty("examples").EnumerateArray().Select(Query));

        foreach (var value in cases.GetProperty(name).EnumerateObject())
            Assert.Equal(value.Value.GetDouble(), scores[value.Name], MoreCases.RoundingOfSums);
    }

    private static Prediction Query(JsonElement each) =>
        MetricCases.PredictionOf(each) with { Group = each.GetProperty("group").GetString() };
}
