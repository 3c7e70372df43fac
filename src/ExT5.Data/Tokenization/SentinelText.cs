using System.Buffers;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// Encodes text with names of special pieces in it, as Transformers' T5Tokenizer does (4.41). The text is cut at the names.
/// With <c>legacy=True</c> each part is encoded as a text of its own. With <c>legacy=False</c> the text gets a U+2581 in
/// front, and parts are encoded as <see cref="ContinuedText"/>.
/// </summary>
internal sealed class SentinelText
{
    private const char SpaceSymbol = '\u2581';

    private readonly SentinelTable _sentinels;
    private readonly UnigramEncoder _encoder;
    private readonly ContinuedText _continued;
    private readonly AddedVocabulary? _added;
    private readonly AddedToken[] _specials;

    public SentinelText(SentencePieceModel model, SentinelTable sentinels, AddedVocabulary? added, UnigramEncoder encoder, ContinuedText continued)
    {
        (_sentinels, _encoder, _continued, _added) = (sentinels, encoder, continued, added);
        _specials = [.. new[] { model.PadId, model.EosId, model.UnknownId }.Select(id => new AddedToken(id, Encoding.UTF8.GetString(model.TextOf(id)), IsSpecial: true))];
    }

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
        for (var (begin, stripped) = (0, false); begin < text.Length;)
        {
            var special = NextSpecial(text[begin..], out var at, out var length);
            var part = Trim(text.Slice(begin, at), stripped, special is { StripsLeft: true });
            if (legacy) _encoder.Encode(part, destination);
            else _continued.Encode(part, destination);
            if (special is { } token) destination.Write([token.Id]);
            begin += at + length;
            stripped = special is { StripsRight: true };
        }
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> part, bool start, bool end)
    {
        while (start && !part.IsEmpty && IsPythonSpace(part[0])) part = part[1..];
        while (end && !part.IsEmpty && IsPythonSpace(part[^1])) part = part[..^1];
        return part;
    }

    /// <summary>The next special token in the text, or null with <paramref name="at"/> at its end.</summary>
    private AddedToken? NextSpecial(ReadOnlySpan<char> text, out int at, out int length)
    {
        for (at = 0; at < text.Length; at++)
        {
            // T5's sentinels take the white space around them.
            if (_sentinels.StartOf(text[at..], out length) is >= 0 and var index)
                return new AddedToken(_sentinels.IdOf(index), "", IsSpecial: true, StripsLeft: true, StripsRight: true);
            foreach (var special in _specials)
            {
                if (!text[at..].StartsWith(special.Content, StringComparison.Ordinal)) continue;
                length = special.Content.Length;
                return special;
            }
            if (_added?.StartOf(text[at..]) is not { } token) continue;
            length = token.Content.Length;
            return token;
        }
        length = 0;
        return null;
    }

    /// <summary>What Python's str.strip takes away.</summary>
    public static bool IsPythonSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';
}
