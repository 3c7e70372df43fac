namespace ExT5.Data.Tests;

public class TemplateTests
{
    private static readonly PromptTemplate<int>
        Plain = new("plain", row => new TextExample($"{row}", "x")), Asked = new("asked", row => new TextExample($"What is {row}?", "y"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_is_an_example_with_each_template()
    {
        var task = TaskOf(builder => builder.FormatWith(Plain, Asked));

        var examples = await task.OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(["1", "What is 1?", "2", "What is 2?"], examples.Select(example => example.Input));
        Assert.Equal(new TextExample("What is 2?", "y"), examples[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => examples[4]);
    }

    [Fact]
    public void Templates_share_one_cap()
    {
        var task = TaskOf(builder => builder.FormatWith(Plain, Asked));
        var other = Seq2SeqTask.Create<int>("other", builder => builder.ReadFrom(new InMemorySource<int>([])).Format(Plain.Format));
        var registry = new TaskRegistry([task, other], [Mixture.Create("all", mix => mix.Add(MixingRate.Proportional(cap: 100), "t", "other"))]);

        Assert.Equal([0.5, 0.5], registry.Probabilities("all", each => new TaskSize(each == task ? 2 * 1000 : 100)));
    }

    [Theory]
    [InlineData(1000, 30, 0.5)]
    [InlineData(1000, 20, 5 / 11.0)]
    public void Tasks_of_one_dataset_can_share_a_cap(int plain, int asked, double share)
    {
        Seq2SeqTask[] tasks = [.. new[] { "plain", "asked", "other" }.Select(name => TaskOf(builder => builder.FormatWith(Plain), name))];
        var registry = new TaskRegistry(tasks, [Mixture.Create("all", mix => mix.AddSharing(60, "plain", "asked").Add(60, "other"))]);

        var probabilities = registry.Probabilities("all", each => new TaskSize(each.Name == "plain" ? plain : asked));

        Assert.Equal(share, probabilities[0] + probabilities[1], 1e-12);
    }

    [Fact]
    public void No_template_and_two_of_one_name_are_refused()
    {
        Assert.Throws<RegistryException>(() => TaskOf(builder => builder.FormatWith()));
        Assert.Throws<RegistryException>(() => TaskOf(builder => builder.FormatWith(Plain, Plain)));
        Assert.Throws<RegistryException>(() => TaskOf(_ => { }));
    }

    [Fact]
    public async Task A_template_that_returns_null_is_named()
    {
        var task = TaskOf(builder => builder.FormatWith(Plain, new PromptTemplate<int>("empty", _ => null!)));
        var examples = await task.OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Contains("template 'empty' returned null for row 1", Assert.Throws<RegistryException>(() => examples[3]).Message, StringComparison.Ordinal);
    }

    private static Seq2SeqTask TaskOf(Action<Seq2SeqTaskBuilder<int>> configure, string name = "t") => Seq2SeqTask.Create<int>(name, builder =>
    {
        builder.ReadFrom(new InMemorySource<int>([1, 2]));
        configure(builder);
    });
}
