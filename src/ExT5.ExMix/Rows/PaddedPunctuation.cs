using System.Text.RegularExpressions;

namespace ExT5.ExMix.Rows;

/// <summary>
/// T5's treatment of SQuAD text: a space on both sides of what is padded, and no two white-space characters in a row. A
/// space at an end stays.
/// </summary>
internal static partial class PaddedPunctuation
{
    public static string Of(string text, PunctuationPadding padding) => Collapsed(PatternOf(padding).Replace(text, " $0 "));

    /// <summary>One space for each run of white space.</summary>
    public static string Collapsed(string text) => WhiteSpace().Replace(text, " ");

    private static Regex PatternOf(PunctuationPadding padding) => padding switch
    {
        PunctuationPadding.NonWord => NonWord(),
        PunctuationPadding.Punctuation => Punctuation(),
        _ => throw new ArgumentOutOfRangeException(nameof(padding), padding, "Use NonWord or Punctuation."),
    };

    // RE2 counts characters beyond the basic plane as one, .NET as two.
    [GeneratedRegex(@"[\uD800-\uDBFF][\uDC00-\uDFFF]|[^0-9A-Za-z_]")]
    private static partial Regex NonWord();

    // RE2's [[:punct:]] knows ASCII only.
    [GeneratedRegex(@"[!-/:-@\[-`{-~]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"[\t\n\f\r ]+")]
    private static partial Regex WhiteSpace();
}
