using System.Globalization;

namespace ExT5.Data;

/// <summary>The spans of a DROP answer, normalised, and their sets of words.</summary>
internal sealed class DropAnswer
{
    private static readonly char[] TokenEnds = [' ', '-'];
    private readonly string[] _spans;
    private readonly HashSet<string>[] _bags;

    public DropAnswer(IReadOnlyList<string> spans)
    {
        _spans = [.. spans.Select(Normal)];
        _bags = [.. _spans.Select(span => new HashSet<string>(Words.Split(span), StringComparer.Ordinal))];
    }

    /// <summary>The same spans in any order.</summary>
    public bool IsEqualTo(DropAnswer other) =>
        _spans.Length == other._spans.Length && _spans.ToHashSet(StringComparer.Ordinal).SetEquals(other._spans);

    /// <summary>F1 of this answer against the right one, 0 to 1, rounded to two decimals.</summary>
    public double F1(DropAnswer right)
    {
        var size = Math.Max(_bags.Length, right._bags.Length);
        var scores = new double[size, size];
        for (var i = 0; i < right._bags.Length; i++)
            for (var j = 0; j < _bags.Length; j++)
                scores[i, j] = NumbersAgree(right._bags[i], _bags[j]) ? Overlap(_bags[j], right._bags[i]) : 0;
        return Math.Round(100 * (Assignment.Greatest(scores) / size)) / 100;
    }

    private static bool NumbersAgree(HashSet<string> right, HashSet<string> answer)
    {
        var numbers = right.Where(IsNumber).ToList();
        return numbers.Count == 0 || numbers.Exists(answer.Contains);
    }

    private static double Overlap(HashSet<string> answer, HashSet<string> right) => answer.Count + right.Count == 0
        ? 1
        : FMeasure.Of(answer.Count(right.Contains), answer.Count, right.Count);

    private static string Normal(string span) =>
        string.Join(' ', span.Split(TokenEnds).Select(NormalToken).Where(token => token.Length > 0));

    // A number keeps its sign and point; punctuation goes from all else, after which it may be a number, as 1,000 is.
    private static string NormalToken(string token)
    {
        if (AsNumber(token) is { } number) return number;
        var words = NormalizedAnswer.Of(token, AnswerNormalization.Squad);
        return AsNumber(words) ?? words;
    }

    private static bool IsNumber(string word) => AsNumber(word) is not null;

    private static string? AsNumber(string token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;
}
