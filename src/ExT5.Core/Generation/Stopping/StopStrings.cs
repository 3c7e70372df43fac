namespace ExT5.Core;

/// <summary>
/// Ends an output once its text holds one of these strings, wherever token borders fall. The text ends before the
/// string; the ids keep all tokens that were generated.
/// </summary>
public sealed class StopStrings : IStoppingCriterion
{
    private readonly string[] _strings;

    /// <summary>Ends outputs at these strings.</summary>
    /// <param name="strings">One or more strings of one or more characters, compared character by character.</param>
    /// <exception cref="ArgumentException">There is no string, or one is empty.</exception>
    public StopStrings(params IReadOnlyList<string> strings)
    {
        ArgumentNullException.ThrowIfNull(strings);
        _strings = [.. strings];
        if (_strings.Length == 0 || _strings.Any(string.IsNullOrEmpty))
            throw new ArgumentException("There is no string, or an empty one; give one or more, none empty.", nameof(strings));
    }

    /// <inheritdoc/>
    public FinishReason? Check(in GeneratedSoFar soFar) =>
        FirstIn(soFar.Decode(soFar.Ids)) >= 0 ? FinishReason.StopString : null;

    /// <summary>A text up to the first of the strings of all of these criteria.</summary>
    internal static string Cut(string text, IEnumerable<IStoppingCriterion> criteria)
    {
        foreach (var strings in criteria.OfType<StopStrings>())
            if (strings.FirstIn(text) is >= 0 and var end)
                text = text[..end];
        return text;
    }

    /// <summary>Where the first of the strings begins; -1 when none occurs.</summary>
    internal int FirstIn(string text)
    {
        var first = -1;
        foreach (var stop in _strings)
            if (text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var place && (first < 0 || place < first))
                first = place;
        return first;
    }

    /// <summary>Characters at the end of a text that may be the beginning of one of the strings.</summary>
    internal int MayBeginAtEndOf(string text)
    {
        var longest = 0;
        foreach (var stop in _strings)
            for (var length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
                if (text.EndsWith(stop[..length], StringComparison.Ordinal))
                    longest = length;
        return longest;
    }
}
