using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ExT5.Data;

/// <summary>The word rules of <see cref="BleuTokenizer"/>; case is kept.</summary>
internal static partial class BleuWords
{
    public static List<string> Of(string text, BleuTokenizer tokenizer) => tokenizer switch
    {
        BleuTokenizer.International => International(text.TrimEnd()),
        BleuTokenizer.Mteval13a => Mteval13a(text.TrimEnd()),
        BleuTokenizer.Character => [.. string.Concat(Words.Split(text)).EnumerateRunes().Select(rune => rune.ToString())],
        BleuTokenizer.WhiteSpace => Words.Split(text),
        _ => throw new ArgumentOutOfRangeException(
            nameof(tokenizer), tokenizer, "Use International, Mteval13a, Character or WhiteSpace."),
    };

    private static List<string> International(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        runes = PartPairs(runes, (first, second) => !IsNumber(first) && IsPunctuation(second), spaceBefore: false);
        runes = PartPairs(runes, (first, second) => IsPunctuation(first) && !IsNumber(second), spaceBefore: true);
        var line = new StringBuilder();
        foreach (var rune in runes)
            if (Rune.IsSymbol(rune)) line.Append(' ').Append(rune).Append(' ');
            else line.Append(rune);
        return Words.Split(line.ToString());
    }

    // Pairs do not overlap: after one is found the search goes on behind it.
    private static List<Rune> PartPairs(List<Rune> runes, Func<Rune, Rune, bool> apart, bool spaceBefore)
    {
        var space = new Rune(' ');
        var parted = new List<Rune>(runes.Count + 8);
        for (var i = 0; i < runes.Count; i++)
        {
            if (i + 1 == runes.Count || !apart(runes[i], runes[i + 1]))
            {
                parted.Add(runes[i]);
                continue;
            }
            parted.AddRange(spaceBefore
                ? [space, runes[i], space, runes[++i]]
                : [runes[i], space, runes[++i], space]);
        }
        return parted;
    }

    private static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune);

    private static bool IsNumber(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static List<string> Mteval13a(string text)
    {
        var line = text.Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);
        line = AsciiPunctuation().Replace($" {line} ", " $1 ");
        line = StopAfterNoDigit().Replace(line, "$1 $2 ");
        line = StopBeforeNoDigit().Replace(line, " $1 $2");
        return Words.Split(DashAfterDigit().Replace(line, "$1 $2 "));
    }

    // All ASCII punctuation but ' , - . and the rules for those below.
    [GeneratedRegex(@"([{-~\[-` -&(-+:-@/])")]
    private static partial Regex AsciiPunctuation();

    [GeneratedRegex("([^0-9])([.,])")]
    private static partial Regex StopAfterNoDigit();

    [GeneratedRegex("([.,])([^0-9])")]
    private static partial Regex StopBeforeNoDigit();

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex DashAfterDigit();
}
