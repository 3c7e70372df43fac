using System.Buffers;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// Encodes text with names of special pieces in it, as Transformers' T5Tokenizer does (4.41). The text is cut at the names.
/// With <c>legacy=True</c> each part is encoded as a text of its own. With <c>legacy=False</c> the text gets a U+2581 in
/// front; parts are encoded without the dummy space, and those that start with a space are encoded behind the unknown
/// piece's name, whose ids are then dropped, to keep that space.
/// </summary>
internal sealed class SentinelText
{
    private const char SpaceSymbol = '\u2581';

    private readonly SentinelTable _sentinels;
    private readonly UnigramEncoder _encoder;
    private readonly (string Name, int Id)[] _specials;
    private readonly int _guardIds;

    public SentinelText(SentencePieceModel model, SentinelTable sentinels, UnigramEncoder encoder)
    {
        (_sentinels, _encoder) = (sentinels, encoder);
        _specials = [.. new[] { model.PadId, model.EosId, model.UnknownId }.Select(id => (Encoding.UTF8.GetString(model.TextOf(id)), id))];
        using var ids = new IdWriter();
        encoder.Encode(Guard, ids, TextNormalization.WithoutDummyPrefix);
        _guardIds = ids.Count;
    }

    private string Guard => _specials[^1].Name;

    public void EncodeLegacy(ReadOnlySpan<char> text, IBufferWriter<int> destination) => EncodeParts(text, destination, legacy: true);

    public void Encode(ReadOnlySpan<char> text, IBufferWriter<int> destination)
    {
        if (text.IsEmpty) return;
        var prefixed = new PooledBuffer<char>(1 + text.Length);
        prefixed.Add(SpaceSymbol);
        prefixed.Add(text);
        prefixed.Written[1..].Replace(SpaceSymbol, ' ');
        try
        {
            EncodeParts(prefixed.Written, destination, legacy: false);
        }
        finally
        {
            prefixed.Dispose();
        }
    }

    private void EncodeParts(ReadOnlySpan<char> text, IBufferWriter<int> destination, bool legacy)
    {
        for (var (begin, afterSentinel) = (0, false); begin < text.Length;)
        {
            var special = NextSpecial(text[begin..], out var at, out var length, out var isSentinel);
            var part = Trim(text.Slice(begin, at), afterSentinel, isSentinel);
            if (legacy) _encoder.Encode(part, destination);
            else EncodePart(part, destination);
            if (special >= 0) destination.Write([special]);
            begin += at + length;
            afterSentinel = isSentinel;
        }
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> part, bool afterSentinel, bool beforeSentinel)
    {
        while (afterSentinel && !part.IsEmpty && IsPythonSpace(part[0])) part = part[1..];
        while (beforeSentinel && !part.IsEmpty && IsPythonSpace(part[^1])) part = part[..^1];
        return part;
    }

    private void EncodePart(ReadOnlySpan<char> part, IBufferWriter<int> destination)
    {
        if (part.IsEmpty) return;
        if (part[0] is not (SpaceSymbol or ' '))
        {
            _encoder.Encode(part, destination, TextNormalization.WithoutDummyPrefix);
            return;
        }
        var guarded = new PooledBuffer<char>(Guard.Length + part.Length);
        guarded.Add(Guard);
        guarded.Add(part);
        try
        {
            _encoder.Encode(guarded.Written, destination, TextNormalization.WithoutDummyPrefix, skip: _guardIds);
        }
        finally
        {
            guarded.Dispose();
        }
    }

    /// <summary>The id of the next name in the text, or -1 with <paramref name="at"/> at its end.</summary>
    private int NextSpecial(ReadOnlySpan<char> text, out int at, out int length, out bool isSentinel)
    {
        for (at = 0; at < text.Length; at++)
        {
            var sentinel = _sentinels.StartOf(text[at..], out length);
            isSentinel = sentinel >= 0;
            if (isSentinel) return _sentinels.IdOf(sentinel);
            foreach (var (name, id) in _specials)
            {
                if (!text[at..].StartsWith(name, StringComparison.Ordinal)) continue;
                length = name.Length;
                return id;
            }
        }
        (length, isSentinel) = (0, false);
        return -1;
    }

    /// <summary>What Python's str.strip takes away.</summary>
    private static bool IsPythonSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';
}
