using ExT5.Data;

namespace ExT5.ExMix.Tests;

/// <summary>The counts of the reconstruction; expected numbers are the paper's, or sums of the benchmarks' published sizes.</summary>
public sealed class ExMixTasksTests
{
    [Fact]
    public void The_mixture_has_107_tasks_with_different_names()
    {
        Assert.Equal(107, ExMixTasks.All.Count);
        Assert.Equal(107, ExMixTasks.All.Select(task => task.Name).Distinct().Count());
    }

    [Fact]
    public void The_examples_sum_to_the_papers_18_million() =>
        Assert.InRange(ExMixTasks.All.Sum(task => task.TrainExamples), 17_840_000, 17_860_000);

    [Theory]
    [InlineData("GLUE", 8, 949_101)]
    [InlineData("SuperGLUE", 9, 185_673)]
    [InlineData("KILT", 9, 3_129_891)]
    [InlineData("Rainbow", 6, 324_742)]
    [InlineData("GEM", 8, 1_067_955)]
    [InlineData("DialoGLUE", 6, 76_122)]
    [InlineData("TweetEval", 7, 120_270)]
    public void A_benchmark_has_its_tasks_and_examples(string group, int tasks, long examples)
    {
        var members = ExMixTasks.All.Where(task => task.Group == group).ToList();

        Assert.Equal((tasks, examples), (members.Count, members.Sum(task => task.TrainExamples)));
    }

    [Theory]
    [InlineData("SUM")]
    [InlineData("DLG")]
    [InlineData("NLI")]
    [InlineData("CLS")]
    [InlineData("SEM")]
    [InlineData("CMNS")]
    [InlineData("CBQA")]
    [InlineData("RC")]
    public void A_family_of_the_paper_has_three_representatives(string family) =>
        Assert.Equal(3, ExMixTasks.All.Count(task => task.Family == new TaskFamily(family) && task.Table1Representative));

    [Fact]
    public void The_families_of_the_papers_best_effort_have_48_tasks()
    {
        TaskFamily[] families = [TaskFamily.Inference, TaskFamily.Commonsense, TaskFamily.Classification, TaskFamily.ClosedBookQA];

        Assert.Equal(48, ExMixTasks.All.Count(task => families.Contains(task.Family)));
    }

    [Theory]
    [InlineData(MembershipConfidence.High, 67)]
    [InlineData(MembershipConfidence.Medium, 11)]
    [InlineData(MembershipConfidence.Low, 4)]
    [InlineData(MembershipConfidence.FillIn, 25)]
    public void Each_task_says_how_sure_its_membership_is(MembershipConfidence confidence, int tasks) =>
        Assert.Equal(tasks, ExMixTasks.All.Count(task => task.Confidence == confidence));

    [Fact]
    public void Every_task_says_what_it_is_and_where_that_comes_from() => Assert.All(ExMixTasks.All.Concat(ExMixTasks.OutsideMixture), task =>
    {
        Assert.Contains(" -> ", task.Format);
        Assert.All(
            [task.MetricText, task.Provenance.Membership, task.Provenance.Size, task.Provenance.Format], text => Assert.NotEqual("", text));
        Assert.NotEmpty(task.Datasets);
    });

    [Fact]
    public void No_translation_entity_recognition_or_ARC_is_inside()
    {
        Assert.All(ExMixTasks.OutsideMixture, task => Assert.True(task.Outside));
        Assert.All(ExMixTasks.All, task => Assert.False(task.Outside));
        Assert.Empty(ExMixTasks.All.Select(task => task.Name).Intersect(ExMixTasks.OutsideMixture.Select(task => task.Name)));
        Assert.All(
            ["wmt14_ende", "wmt14_enfr", "wmt16_enro", "conll03_ner", "arc_challenge"],
            name => Assert.Contains(ExMixTasks.OutsideMixture, task => task.Name == name));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest() => Assert.Equal(
        "No task of ExMix-R is named 'anly'. Did you mean 'anli'?", Assert.Throws<RegistryException>(() => ExMixTasks.Named("anly")).Message);

    [Fact]
    public void Every_dataset_of_the_Hub_has_a_name_the_Hub_allows() => Assert.All(
        ExMixTasks.All.Concat(ExMixTasks.OutsideMixture).SelectMany(task => task.Datasets).Where(dataset => dataset.OnHub),
        dataset => Assert.Equal(dataset.Repository, new HubDataset(dataset.Repository, dataset.Configuration).Name));
}
