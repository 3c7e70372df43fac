using System.Numerics;
using CsCheck;

namespace ExT5.Core.Tests;

public sealed class FastExpTests
{
    private const float TwoUnitsOfTheLastPlace = 2.5e-7f;

    [Fact]
    public void It_is_the_exponential_to_two_units_of_the_last_place() =>
        Gen.Float[-87, 88].Sample(x => Math.Abs(Of(x) / Math.Exp(x) - 1) < TwoUnitsOfTheLastPlace);

    [Theory]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(-1e30f, 0)]
    [InlineData(0, 1)]
    public void Numbers_below_the_range_give_nearly_nothing(float x, float expected) =>
        Assert.Equal(expected, Of(x), 1e-37f);

    [Fact]
    public void Numbers_above_the_range_stay_finite_and_NaN_stays()
    {
        Assert.InRange(Of(float.PositiveInfinity), 1e38f, float.MaxValue);
        Assert.True(float.IsNaN(Of(float.NaN)));
    }

    private static float Of(float x) => FastExp.Of(new Vector<float>(x))[0];
}
