namespace ExT5.Data.Tests;

public class LengthHistogramTests
{
    // Lengths 2, 2, 2, 5, 9.
    private static readonly LengthHistogram Five = new([2, 5, 9], [3, 1, 1]);

    [Fact]
    public void Count_total_mean_and_maximum_are_those_of_the_texts()
    {
        Assert.Equal((5, 20, 4.0, 9), (Five.Count, Five.Total, Five.Mean, Five.Max));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.5, 2)]
    [InlineData(0.6, 2)]
    [InlineData(0.61, 5)]
    [InlineData(0.8, 5)]
    [InlineData(1, 9)]
    public void A_quantile_is_the_least_length_that_the_share_does_not_exceed(double share, int length)
    {
        Assert.Equal(length, Five.Quantile(share));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 2)]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    public void Longer_texts_are_counted(int length, long longer)
    {
        Assert.Equal(longer, Five.CountAbove(length));
    }

    [Fact]
    public void Without_texts_everything_is_zero()
    {
        var none = new LengthHistogram([], []);

        Assert.Equal((0, 0, 0.0, 0, 0), (none.Count, none.Total, none.Mean, none.Max, none.Quantile(0.5)));
    }

    [Fact]
    public void Lists_that_are_no_histogram_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LengthHistogram([1], []));
        Assert.Throws<ArgumentException>(() => new LengthHistogram([2, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => new LengthHistogram([-1], [1]));
        Assert.Throws<ArgumentException>(() => new LengthHistogram([1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Five.Quantile(1.1));
    }
}
