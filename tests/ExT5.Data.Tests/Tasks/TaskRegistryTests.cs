namespace ExT5.Data.Tests;

public class TaskRegistryTests
{
    private const double Exact = 1e-12;

    [Fact]
    public void Two_tasks_of_one_name_are_refused()
    {
        var builder = new TaskRegistryBuilder().Add(NamedTask("a")).Add(NamedTask("a"));

        Assert.Contains("Two tasks are named 'a'", Assert.Throws<RegistryException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mixture_may_not_have_the_name_of_a_task()
    {
        var builder = new TaskRegistryBuilder().Add(NamedTask("a")).AddMixture("a", mix => mix.Add(1, "a"));

        Assert.Contains("'a' is used twice", Assert.Throws<RegistryException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_member_is_refused_with_the_nearest_name()
    {
        var builder = new TaskRegistryBuilder().Add(NamedTask("anli")).Add(NamedTask("boolq")).AddMixture("mix", mix => mix.Add(1, "anly"));

        var message = Assert.Throws<RegistryException>(builder.Build).Message;

        Assert.Contains("'anly' (member of mixture 'mix'). Did you mean 'anli'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_is_refused_with_its_path()
    {
        var builder = new TaskRegistryBuilder().Add(NamedTask("a"))
            .AddMixture("first", mix => mix.Add(1, "a", "second"))
            .AddMixture("second", mix => mix.Add(1, "first"));

        Assert.Contains("first -> second -> first", Assert.Throws<RegistryException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mixture_that_is_empty_or_never_draws_is_refused()
    {
        Assert.Throws<RegistryException>(new TaskRegistryBuilder().AddMixture("mix", _ => { }).Build);
        Assert.Throws<RegistryException>(new TaskRegistryBuilder().Add(NamedTask("a")).AddMixture("mix", mix => mix.Add(0, "a")).Build);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("slash/name")]
    public void A_task_name_outside_SeqIOs_rule_is_refused(string name) =>
        Assert.Throws<RegistryException>(() => NamedTask(name));

    [Fact]
    public void Rates_of_nested_mixtures_multiply_and_sum_over_paths()
    {
        // Worked by hand: outer = 3 parts inner, 1 part b. inner = 1 part a, 2 parts b.
        // a: 3/4 * 1/3 = 1/4. b: 3/4 * 2/3 + 1/4 = 3/4.
        var registry = new TaskRegistryBuilder().Add(NamedTask("a")).Add(NamedTask("b"))
            .AddMixture("inner", mix => mix.Add(1, "a").Add(2, "b"))
            .AddMixture("outer", mix => mix.Add(3, "inner").Add(1, "b"))
            .Build();

        var probabilities = registry.Probabilities("outer", _ => new(1));

        Assert.Equal(["a", "b"], registry.TasksOf("outer").Select(task => task.Name));
        Assert.Equal(0.25, probabilities[0], Exact);
        Assert.Equal(0.75, probabilities[1], Exact);
    }

    [Fact]
    public void Proportional_rates_follow_the_number_of_examples_up_to_the_cap()
    {
        var registry = new TaskRegistryBuilder().Add(NamedTask("small")).Add(NamedTask("large"))
            .AddMixture("mix", mix => mix.Add(MixingRate.Proportional(cap: 300_000), "small", "large")).Build();

        var probabilities = registry.Probabilities("mix", task => new(task.Name == "small" ? 100_000 : 4_000_000));

        Assert.Equal(0.25, probabilities[0], Exact);
        Assert.Equal(0.75, probabilities[1], Exact);
    }

    [Theory]
    [InlineData(2, new[] { "text", "a" }, new[] { 2 / 3.0, 1 / 3.0 })]
    [InlineData(0, new[] { "a" }, new[] { 1.0 })]
    [InlineData(double.PositiveInfinity, new[] { "text" }, new[] { 1.0 })]
    public void A_ratio_holds_from_zero_to_infinity(double ratio, string[] names, double[] expected)
    {
        var registry = new TaskRegistryBuilder().Add(NamedTask("text")).Add(NamedTask("a"))
            .AddMixture("exmix", mix => mix.Add(MixingRate.Proportional(), "a"))
            .AddMixture("ext5", mix => mix.AddRatio(ratio, "text", "exmix")).Build();

        var probabilities = registry.Probabilities("ext5", _ => new(10));

        Assert.Equal(names, registry.TasksOf("ext5").Select(task => task.Name));
        Assert.Equal(expected, probabilities);
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_ratio_below_zero_or_not_a_number_is_refused(double ratio) =>
        Assert.Throws<RegistryException>(() => Mixture.Create("mix", mix => mix.AddRatio(ratio, "a", "b")));

    [Fact]
    public void A_task_stands_for_a_mixture_of_itself()
    {
        var registry = new TaskRegistryBuilder().Add(NamedTask("a")).Build();

        Assert.Equal([1.0], registry.Probabilities("a", _ => new(7)));
    }

    [Fact]
    public void The_rates_of_107_tasks_equal_the_closed_form()
    {
        var registry = SizedRegistry.Of("exmix", MixingRate.Proportional(cap: ExMixSizes.Cap, temperature: 2));

        var probabilities = registry.Probabilities("exmix", SizedRegistry.Examples);

        double[] roots = [.. ExMixSizes.All.Select(task => Math.Sqrt(Math.Min(task.Examples, ExMixSizes.Cap)))];
        Assert.All(probabilities.Zip(roots), each => Assert.Equal(each.Second / roots.Sum(), each.First, Exact));
    }

    [Fact]
    public void Rates_that_change_with_the_position_are_given_as_a_schedule_only()
    {
        var registry = SizedRegistry.Of("mix", MixingRate.Linear(1, MixingRate.Proportional(), untilPosition: 1_000_000));

        Assert.Contains("Take Schedule", Assert.Throws<RegistryException>(() => registry.Probabilities("mix", SizedRegistry.Examples)).Message, StringComparison.Ordinal);
        Assert.Equal(1.0 / 107, registry.Schedule("mix", SizedRegistry.Examples).WeightsAt(0)[0], Exact);
    }

    [Fact]
    public void Sizes_that_are_no_counts_are_refused()
    {
        var registry = SizedRegistry.Of("mix", 1);

        Assert.Throws<RegistryException>(() => registry.Probabilities("mix", _ => new(-1)));
        Assert.Throws<RegistryException>(() => registry.Probabilities("mix", _ => new(1, double.NaN, 1)));
    }

    private static Seq2SeqTask NamedTask(string name) => Seq2SeqTask.Create<string>(name, task => task
        .ReadFrom(new OneRow()).Format(row => new TextExample(row, row)));

    private sealed class OneRow : IDataSource<string>
    {
        public ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<string>>(["row"]);
    }
}
