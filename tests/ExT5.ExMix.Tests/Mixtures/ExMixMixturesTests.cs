using ExT5.Data;

namespace ExT5.ExMix.Tests.Mixtures;

public sealed class ExMixMixturesTests
{
    private static readonly TaskRegistry Registry = new TaskRegistryBuilder()
        .AddExMix(new ExMixOptions { Folder = "nowhere", C4 = "c4/{split}.jsonl", Ratio = 2, RandomSubsets = { new(55, 1) } }).Build();

    [Fact]
    public void The_mixture_is_proportional_up_to_the_papers_cap()
    {
        var shares = SharesOf("exmix");

        // Civil Comments has six times as many examples as the cap lets count; GLUE's MNLI is capped too.
        Assert.Equal(1, shares["civil_comments"] / shares["glue_mnli"], 12);
        Assert.Equal(300_000.0 / 67_349, shares["glue_mnli"] / shares["glue_sst2"], 9);
    }

    [Fact]
    public void The_examples_that_count_sum_to_the_8_2_million_of_the_reconstruction() =>
        Assert.InRange(300_000 / SharesOf("exmix")["glue_mnli"], 8_195_000, 8_205_000);

    [Fact]
    public void RTE_counts_half_twice_where_GLUE_and_SuperGLUE_meet()
    {
        var shares = SharesOf("exmix");

        Assert.Equal(shares["glue_rte"], shares["super_glue_rte"], 12);
        Assert.Equal(1_245.0 / 8_551, shares["glue_rte"] / shares["glue_cola"], 9);
        Assert.Equal(2_490.0 / 8_551, SharesOf("glue")["glue_rte"] / SharesOf("glue")["glue_cola"], 9);
    }

    [Fact]
    public void ExT5_draws_two_examples_of_C4_for_each_of_the_mixture() => Assert.Equal(2.0 / 3, SharesOf("ext5")["c4"], 12);

    [Theory]
    [InlineData("exmix", 107)]
    [InlineData("best_effort", 48)]
    [InlineData("exmix_random_55_seed_1", 55)]
    [InlineData("ext5", 108)]
    [InlineData("glue", 8)]
    [InlineData("super_glue", 9)]
    [InlineData("kilt", 9)]
    [InlineData("rainbow", 6)]
    [InlineData("gem", 8)]
    [InlineData("dialoglue", 6)]
    [InlineData("tweeteval", 7)]
    public void A_mixture_has_its_tasks(string mixture, int tasks) => Assert.Equal(tasks, Registry.TasksOf(mixture).Count);

    [Theory]
    [InlineData("nli", "anli", "glue_mnli", "rainbow_anli_abductive")]
    [InlineData("cls", "civil_comments", "goemotions", "imdb_reviews")]
    [InlineData("cmns", "rainbow_physicaliqa", "rainbow_socialiqa", "rainbow_winogrande")]
    [InlineData("cbqa", "natural_questions_open", "trivia_qa_open", "web_questions")]
    [InlineData("rc", "squad", "super_glue_boolq", "tweet_qa")]
    [InlineData("sem", "atis_funql", "cogs", "geo_funql")]
    [InlineData("sum", "cnn_dailymail", "gem_wiki_lingua_en", "xsum")]
    [InlineData("dlg", "dialoglue_top", "gem_schema_guided_dialog", "kilt_wow")]
    public void A_family_has_a_mixture_of_its_three_datasets_in_Table_1(string family, params string[] names)
    {
        Assert.Equal(names, Registry.TasksOf(family + "_table1").Select(task => task.Name).Order(StringComparer.Ordinal));
        Assert.Subset(Registry.TasksOf(family).Select(task => task.Name).ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public void Published_sizes_replace_the_rows_found()
    {
        var mixture = ExMixMixtures.Proportional("m", [ExMixTasks.Named("glue_cola"), ExMixTasks.Named("glue_mnli")], cap: 10_000, publishedSizes: true);

        var registry = new TaskRegistry(
            mixture.Members.Select(member => ExMixTasks.Named(member.Name).Build(_ => "nowhere/{split}.jsonl")), [mixture]);
        Assert.Equal([8_551 / 18_551.0, 10_000 / 18_551.0], registry.Probabilities("m", _ => new(1)));
    }

    private static Dictionary<string, double> SharesOf(string mixture)
    {
        var shares = Registry.Probabilities(mixture, task => new(task.Name == "c4" ? 1_000 : ExMixTasks.Named(task.Name).TrainExamples));
        return Registry.TasksOf(mixture).Zip(shares).ToDictionary(each => each.First.Name, each => each.Second);
    }
}
