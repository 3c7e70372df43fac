using System.Buffers;

namespace ExT5.Data;

/// <summary>
/// Encodes texts of a vocabulary with added tokens: a text is cut at them, as Transformers cuts it. Behind one, a text begins
/// with a space of its own (<c>legacy=True</c>) or goes on.
/// </summary>
internal sealed class AddedTokenText(AddedVocabulary added, UnigramEncoder encoder, ContinuedText continued, bool legacy)
{
    public void Encode(ReadOnlySpan<char> text, IBufferWriter<int> destination)
    {
        foreach (var part in PartsOf(text))
        {
            var given = text[part.Begin..part.End];
            if (!given.IsEmpty && (legacy || part.IsFirst)) encoder.Encode(given, destination);
            else continued.Encode(given, destination);
            if (part.Token is { } token) destination.Write([token.Id]);
        }
    }

    public List<PieceSpan> EncodeToSpans(ReadOnlySpan<char> text, TextNormalization normalization)
    {
        var spans = new List<PieceSpan>();
        foreach (var part in PartsOf(text))
        {
            var given = text[part.Begin..part.End];
            var pieces = given.IsEmpty ? []
                : legacy || part.IsFirst || normalization == TextNormalization.None ? encoder.EncodeToSpans(given, normalization)
                : continued.EncodeToSpans(given);
            spans.AddRange(pieces.Select(span => span with { Begin = part.Begin + span.Begin, End = part.Begin + span.End }));
            if (part.Token is { } token)
                spans.Add(new PieceSpan(token.Id, token.Content, part.TokenAt, part.TokenAt + token.Content.Length));
        }
        return spans;
    }

    private List<Part> PartsOf(ReadOnlySpan<char> text)
    {
        var parts = new List<Part>();
        for (var (begin, previous) = (0, default(AddedToken?)); ;)
        {
            var token = added.Next(text[begin..], out var length);
            var (start, end, at) = (begin, begin + length, begin + length);
            while (previous is { StripsRight: true } && start < end && SentinelText.IsPythonSpace(text[start])) start++;
            while (token is { StripsLeft: true } && start < end && SentinelText.IsPythonSpace(text[end - 1])) end--;
            parts.Add(new Part(start, end, at, token, previous is null));
            if (token is null) return parts;
            (begin, previous) = (at + token.Value.Content.Length, token);
        }
    }

    /// <summary>A stretch of text and the token behind it.</summary>
    private readonly record struct Part(int Begin, int End, int TokenAt, AddedToken? Token, bool IsFirst);
}
