namespace ExT5.Data.Tests;

public class MixingRateTests
{
    public static TheoryData<string> Cases => ["mixing_rate_num_examples-1", "mixing_rate_num_examples-2"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_proportional_rate_equals_SeqIOs(string id)
    {
        var test = SeqioCases.Named(id);
        var rate = MixingRate.Proportional(
            scale: test.Params.GetProperty("scale").GetDouble(), temperature: test.Params.GetProperty("temperature").GetDouble());

        Assert.Equal(test.Expected.GetDouble(), rate.Of(test.Input.GetProperty("num_examples").GetInt64()), test.Tolerance);
    }

    [Fact]
    public void A_temperature_below_one_sharpens_as_in_SeqIO()
    {
        var test = SeqioCases.Named("mixing_rate_num_characters-1");
        var rate = MixingRate.Proportional(temperature: test.Params.GetProperty("temperature").GetDouble());

        Assert.Equal(test.Expected.GetDouble(), rate.Of(test.Input.GetProperty("text_chars").GetInt64()), test.Tolerance);
    }

    [Fact]
    public void The_cap_acts_after_the_scale_and_before_the_temperature()
    {
        var rate = MixingRate.Proportional(cap: 100, temperature: 2, scale: 10);

        Assert.Equal(10, rate.Of(1_000), 1e-12);
        Assert.Equal(Math.Sqrt(90), rate.Of(9), 1e-12);
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
}
