namespace ExT5.Core;

/// <summary>
/// Cuts a growing text into pieces that need never be taken back: characters whose bytes are not all there, and what may
/// become a stop string, wait for the tokens that decide them.
/// </summary>
/// <param name="decode">Turns ids into text.</param>
/// <param name="criteria">Those of the limits; only <see cref="StopStrings"/> matter here.</param>
internal sealed class TextPieces(Func<int[], string> decode, IEnumerable<IStoppingCriterion> criteria)
{
    private const char Replacement = '\uFFFD'; // what decoders show for bytes that are no character, or none yet

    private readonly StopStrings[] _stops = [.. criteria.OfType<StopStrings>()];
    private string _shown = "";

    /// <summary>What the newest ids add to the text for certain; empty when nothing.</summary>
    public string Next(ReadOnlySpan<int> ids)
    {
        var text = decode(ids.ToArray());
        var settled = text.AsSpan().TrimEnd(Replacement);
        if (settled.Length > 0 && char.IsHighSurrogate(settled[^1]))
            settled = settled[..^1];
        settled = settled[..(settled.Length - Awaited(settled.ToString()))];
        return settled.Length > _shown.Length && settled.StartsWith(_shown, StringComparison.Ordinal)
            ? Show(settled.ToString())
            : "";
    }

    /// <summary>What is left of the whole text.</summary>
    /// <exception cref="GenerationException">The tokenizer has changed text that was already shown.</exception>
    public string Last(string text) => text.StartsWith(_shown, StringComparison.Ordinal)
        ? Show(text)
        : throw GenerationException.TextChanged(_shown, text);

    private int Awaited(string text) => _stops.Select(stop => stop.MayBeginAtEndOf(text)).DefaultIfEmpty().Max();

    private string Show(string text)
    {
        var piece = text[_shown.Length..];
        _shown = text;
        return piece;
    }
}
