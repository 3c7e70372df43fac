using System.Buffers;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// Encodes what follows a special token, as Transformers' T5Tokenizer does with <c>legacy=False</c>: without the dummy space.
/// A part that starts with a space is encoded behind the unknown piece's name, whose ids are then dropped, to keep that space.
/// </summary>
internal sealed class ContinuedText
{
    private const char SpaceSymbol = '\u2581';

    private readonly UnigramEncoder _encoder;
    private readonly string _guard;
    private readonly int _guardIds;

    public ContinuedText(SentencePieceModel model, UnigramEncoder encoder)
    {
        (_encoder, _guard) = (encoder, Encoding.UTF8.GetString(model.TextOf(model.UnknownId)));
        using var ids = new IdWriter();
        encoder.Encode(_guard, ids, TextNormalization.WithoutDummyPrefix);
        _guardIds = ids.Count;
    }

    public void Encode(ReadOnlySpan<char> part, IBufferWriter<int> destination)
    {
        if (part.IsEmpty) return;
        if (IsGuarded(part)) _encoder.Encode(string.Concat(_guard, part), destination, TextNormalization.WithoutDummyPrefix, skip: _guardIds);
        else _encoder.Encode(part, destination, TextNormalization.WithoutDummyPrefix);
    }

    /// <summary>The pieces with their places in the part.</summary>
    public IEnumerable<PieceSpan> EncodeToSpans(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty) return [];
        if (!IsGuarded(part)) return _encoder.EncodeToSpans(part, TextNormalization.WithoutDummyPrefix);
        return _encoder.EncodeToSpans(string.Concat(_guard, part), TextNormalization.WithoutDummyPrefix).Skip(_guardIds)
            .Select(span => span with { Begin = Math.Max(0, span.Begin - _guard.Length), End = Math.Max(0, span.End - _guard.Length) });
    }

    private static bool IsGuarded(ReadOnlySpan<char> part) => part[0] is SpaceSymbol or ' ';
}
