using System.Globalization;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// What <see cref="ExactMatch"/>, <see cref="TokenF1"/> and their kin compare instead of the answers themselves, as the
/// official scripts of SQuAD and TriviaQA define it; for metrics of your own.
/// </summary>
public static class NormalizedAnswer
{
    private const string TypographicQuotes = "‘’´`";

    /// <summary>An answer as it is compared.</summary>
    /// <param name="text">The answer; may be empty.</param>
    /// <param name="normalization">Whose rules.</param>
    /// <returns>For SQuAD and TriviaQA words in lower case with single spaces; empty when nothing is left.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such normalisation.</exception>
    public static string Of(string text, AnswerNormalization normalization) => normalization switch
    {
        _ when text is null => throw new ArgumentNullException(nameof(text)),
        AnswerNormalization.None => text,
        AnswerNormalization.Squad => WithoutArticles(Words.Lower(text).Where(c => !IsAsciiPunctuation(c))),
        AnswerNormalization.TriviaQA => WithoutArticles(Words.Lower(text).Select(c =>
            IsAsciiPunctuation(c) || TypographicQuotes.Contains(c, StringComparison.Ordinal) ? ' ' : c)),
        _ => throw new ArgumentOutOfRangeException(
            nameof(normalization), normalization, "Use None, Squad or TriviaQA."),
    };

    private static string WithoutArticles(IEnumerable<char> characters)
    {
        var kept = new StringBuilder();
        var word = new StringBuilder();
        foreach (var rune in string.Concat(characters).EnumerateRunes())
        {
            if (IsWordRune(rune))
            {
                word.Append(rune);
                continue;
            }
            Flush(word, kept);
            kept.Append(rune);
        }
        Flush(word, kept);
        return string.Join(' ', Words.Split(kept.ToString()));
    }

    private static void Flush(StringBuilder word, StringBuilder kept)
    {
        var isArticle = word.Equals("a") || word.Equals("an") || word.Equals("the");
        kept.Append(isArticle ? " " : word.ToString());
        word.Clear();
    }

    // A regular expression's word character in Python: letters, all numbers and the underscore.
    internal static bool IsWordRune(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsAsciiPunctuation(char c) => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c));
}
