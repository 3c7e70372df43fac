using System.Globalization;
using System.Numerics;
using System.Text;

namespace ExT5.Data.Parquet;

/// <summary>Values that rows hold otherwise than files do: times, decimals and bytes as text, large numbers.</summary>
internal static class ValueText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new FormatException("A text is not valid UTF-8.", error);
        }
    }

    /// <summary>Bytes of which the file does not say whether they are text, as older ones: text when they are UTF-8, Base64 otherwise.</summary>
    public static string TextOrBytes(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes);

    /// <summary>An unsigned number of 64 bits, as a <see cref="long"/> where it fits.</summary>
    public static object Unsigned(long bits) => bits >= 0 ? bits : (ulong)bits;

    /// <summary>A day as <c>2026-01-31</c>.</summary>
    public static string Date(long days) => Guarded(days, () => DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A moment as <c>2026-01-31T12:00:00.5</c>, with <c>Z</c> for one in UTC.</summary>
    public static string Timestamp(long value, TimeUnit unit, bool utc) => Guarded(value, () =>
        DateTime.UnixEpoch.AddTicks(Ticks(value, unit)).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + (utc ? "Z" : ""));

    /// <summary>A time of day as <c>12:00:00.5</c>.</summary>
    public static string Time(long value, TimeUnit unit) => Guarded(value, () =>
        new TimeOnly(Ticks(value, unit)).ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));

    /// <summary>A decimal as <c>-12.50</c>.</summary>
    public static string Decimal(BigInteger unscaled, int scale)
    {
        if (scale is < 0 or > 1000) throw new FormatException($"A decimal has {scale} digits behind its point.");
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled.Sign < 0 ? $"-{text}" : text;
    }

    /// <summary>Divides and rounds down: times before 1970 are negative, and belong to the unit they lie in.</summary>
    public static long Floor(long value, long unit) => value / unit - (value % unit < 0 ? 1 : 0);

    private static long Ticks(long value, TimeUnit unit) => unit switch
    {
        TimeUnit.Seconds => checked(value * TimeSpan.TicksPerSecond),
        TimeUnit.Milliseconds => checked(value * TimeSpan.TicksPerMillisecond),
        TimeUnit.Microseconds => checked(value * TimeSpan.TicksPerMicrosecond),
        _ => Floor(value, TimeSpan.NanosecondsPerTick),
    };

    private static string Guarded(long value, Func<string> text)
    {
        try
        {
            return text();
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw new FormatException($"The time {value} is out of range.", error);
        }
    }
}
