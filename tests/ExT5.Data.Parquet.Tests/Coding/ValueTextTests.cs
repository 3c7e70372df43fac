using System.Numerics;
using CsCheck;

namespace ExT5.Data.Parquet.Tests;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData(1250, 2, "12.50")]
    [InlineData(-5, 3, "-0.005")]
    [InlineData(7, 0, "7")]
    public void Decimals_keep_all_their_digits(long unscaled, int scale, string text) =>
        Assert.Equal(text, ValueText.Decimal(new BigInteger(unscaled), scale));

    [Fact]
    public void Times_are_written_as_in_iso_8601()
    {
        Assert.Equal("1970-01-02", ValueText.Date(1));
        Assert.Equal("1969-12-31T23:59:59.999Z", ValueText.Timestamp(-1, TimeUnit.Milliseconds, utc: true));
        Assert.Equal("1970-01-01T00:00:01", ValueText.Timestamp(1_000_000_000, TimeUnit.Nanoseconds, utc: false));
        Assert.Equal("00:01:00.5", ValueText.Time(60_500_000, TimeUnit.Microseconds));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_time_out_of_range_is_refused(long value)
    {
        Assert.Throws<FormatException>(() => ValueText.Timestamp(value, TimeUnit.Seconds, utc: true));
        Assert.Throws<FormatException>(() => ValueText.Date(value));
        Assert.Throws<FormatException>(() => ValueText.Time(value, TimeUnit.Milliseconds));
    }

    [Fact]
    public void Times_before_1970_belong_to_the_unit_they_lie_in_as_later_ones_do() => Gen.Select(Gen.Long, Gen.Long[1, 86_400_000_000_000]).Sample((value, unit) =>
        ValueText.Floor(value, unit) == ((BigInteger)value - (((BigInteger)value % unit) + unit) % unit) / unit);

    [Theory]
    [InlineData(-1, "1969-12-31T23:59:59.9999999")]
    [InlineData(-99, "1969-12-31T23:59:59.9999999")]
    [InlineData(-100, "1969-12-31T23:59:59.9999999")]
    [InlineData(-101, "1969-12-31T23:59:59.9999998")]
    [InlineData(99, "1970-01-01T00:00:00")]
    [InlineData(-1_000_000_000, "1969-12-31T23:59:59")]
    public void Nanoseconds_are_cut_to_ticks_downwards(long value, string text) =>
        Assert.Equal(text, ValueText.Timestamp(value, TimeUnit.Nanoseconds, utc: false));
}
