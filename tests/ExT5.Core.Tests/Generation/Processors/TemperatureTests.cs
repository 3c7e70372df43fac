namespace ExT5.Core.Tests;

public sealed class TemperatureTests
{
    [Fact]
    public void Scores_are_divided_as_in_Transformers() => new GoldenLogits().Check("temperature_0.7", new Temperature(0.7));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void A_value_that_is_no_number_above_0_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Temperature(value));
}
