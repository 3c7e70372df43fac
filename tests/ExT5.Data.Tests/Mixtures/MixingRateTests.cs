namespace ExT5.Data.Tests;

public class MixingRateTests
{
    private const double Exact = 1e-12;

    public static TheoryData<string> Cases => ["mixing_rate_num_examples-1", "mixing_rate_num_examples-2"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_proportional_rate_equals_SeqIOs(string id)
    {
        var test = SeqioCases.Named(id);
        var rate = MixingRate.Proportional(
            scale: test.Params.GetProperty("scale").GetDouble(), temperature: test.Params.GetProperty("temperature").GetDouble());

        Assert.Equal(test.Expected.GetDouble(), Of(rate, test.Input.GetProperty("num_examples").GetInt64()), test.Tolerance);
    }

    [Fact]
    public void A_temperature_below_one_sharpens_as_in_SeqIO()
    {
        var test = SeqioCases.Named("mixing_rate_num_characters-1");
        var rate = MixingRate.Proportional(temperature: test.Params.GetProperty("temperature").GetDouble());

        Assert.Equal(test.Expected.GetDouble(), Of(rate, test.Input.GetProperty("text_chars").GetInt64()), test.Tolerance);
    }

    [Fact]
    public void The_cap_acts_after_the_scale_and_before_the_temperature()
    {
        var rate = MixingRate.Proportional(cap: 100, temperature: 2, scale: 10);

        Assert.Equal(10, Of(rate, 1_000), 1e-12);
        Assert.Equal(Math.Sqrt(90), Of(rate, 9), 1e-12);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_that_is_no_finite_number_from_zero_up_is_refused(double rate) =>
        Assert.Throws<RegistryException>(() => MixingRate.Constant(rate));

    [Fact]
    public void A_cap_or_temperature_of_zero_is_refused()
    {
        Assert.Throws<RegistryException>(() => MixingRate.Proportional(cap: 0));
        Assert.Throws<RegistryException>(() => MixingRate.Proportional(temperature: 0));
    }

    [Fact]
    public void A_rate_of_tokens_counts_inputs_and_targets_of_all_examples()
    {
        var size = new TaskSize(100, InputTokens: 30, TargetTokens: 10);

        Assert.Equal(4_000, Of(MixingRate.ProportionalToTokens(), size), Exact);
        Assert.Equal(50, Of(MixingRate.ProportionalToTokens(cap: 2_500, temperature: 2), size), Exact);
    }

    [Fact]
    public void A_rate_by_tokens_draws_fewer_of_the_longer_examples() =>
        Assert.Equal(0.05, Of(MixingRate.ByTokens(2), new TaskSize(100, 30, 10)), Exact);

    [Fact]
    public void A_rate_of_tokens_says_where_to_get_them_when_they_are_not_known()
    {
        var error = Assert.Throws<RegistryException>(() => Of(MixingRate.ProportionalToTokens(), 10));

        Assert.Contains("'task' has no token counts", error.Message, StringComparison.Ordinal);
        Assert.Contains("InputTokens and TargetTokens", error.Message, StringComparison.Ordinal);
        Assert.Throws<RegistryException>(() => Of(MixingRate.ByTokens(1), 10));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(100, 2)]
    [InlineData(150, 3)]
    [InlineData(200, 4)]
    [InlineData(1_000_000, 4)]
    public void A_linear_rate_goes_straight_from_one_to_the_other(long position, double expected) =>
        Assert.Equal(expected, MixingRate.Linear(2, 4, untilPosition: 200, fromPosition: 100).Of(new("task", new(1)), position), Exact);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 50)]
    [InlineData(5_000, 0)]
    public void A_stepped_rate_jumps(long position, double expected) =>
        Assert.Equal(expected, MixingRate.Steps((0, 1), (100, MixingRate.Proportional()), (5_000, 0)).Of(new("task", new(50)), position), Exact);

    [Fact]
    public void Positions_that_do_not_rise_from_zero_are_refused()
    {
        Assert.Throws<RegistryException>(() => MixingRate.Linear(1, 2, untilPosition: 0));
        Assert.Throws<RegistryException>(() => MixingRate.Steps());
        Assert.Throws<RegistryException>(() => MixingRate.Steps((1, 1)));
        Assert.Throws<RegistryException>(() => MixingRate.Steps((0, 1), (5, 2), (5, 3)));
    }

    private static double Of(MixingRate rate, long examples) => Of(rate, new TaskSize(examples));

    private static double Of(MixingRate rate, TaskSize size) => rate.Of(new SizedMember("task", size), 0);
}
