using System.Globalization;

namespace ExT5.Data;

/// <summary>Whole numbers as any format writes them: 1, 1.0 and 1e0 are the same, 1.5 is none.</summary>
internal static class WholeNumber
{
    // Above it a double does not tell a whole number from its neighbour.
    private const double LargestExact = 1L << 53;

    /// <summary>The number that a value of a row is, also one written as text; null when it is none.</summary>
    public static Int128? Of(object? value) => value switch
    {
        long number => number,
        ulong number => number,
        double number => Of(number),
        string text => Parse(text),
        _ => null,
    };

    public static Int128? Of(double number) =>
        number == Math.Floor(number) && Math.Abs(number) < LargestExact ? (Int128)(long)number : null;

    public static Int128? Parse(ReadOnlySpan<char> text) =>
        Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? Of(number)
        : null;
}
