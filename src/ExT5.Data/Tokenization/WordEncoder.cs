using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace ExT5.Data;

/// <summary>
/// Encodes word by word and remembers the pieces of words, for models in which a piece has the space symbol at most as
/// its first character, so that every path passes through the front of each word. The ids are those of
/// <see cref="UnigramSegmenter"/>, which cuts every word whose remembered pieces are not sure to be the same
/// (see <see cref="WordAnalysis"/>).
/// </summary>
internal sealed class WordEncoder(SentencePieceModel model, TextNormalizer normalizer, WordCutter cutter)
{
    private const byte Space = (byte)' ';
    private const ulong Spaces = 0x2020202020202020;

    private readonly TextNormalizer _spaced = normalizer.WithPlainSpaces();
    private readonly WordCachePool _caches = new();

    /// <summary>Whether a model is of the kind.</summary>
    public static bool Fits(SentencePieceModel model)
    {
        var rules = model.Normalizer;
        if (rules is not { AddDummyPrefix: true, RemoveExtraWhitespaces: true, EscapeWhitespaces: true, WhitespaceAsSuffix: false }) return false;
        for (var id = 0; id < model.Pieces.Length; id++)
            if (model.Pieces[id].Type is PieceType.Normal or PieceType.UserDefined && model.TextOf(id).LastIndexOf(TextNormalizer.SpaceSymbol) > 0)
                return false;
        return true;
    }

    /// <summary>Appends the ids of a text, or does nothing when it needs the general way.</summary>
    public bool TryEncode(ref PooledBuffer<byte> utf8, IBufferWriter<int> destination)
    {
        if (_caches.Rent() is not { } cache) return false;
        var spaced = default(PooledBuffer<byte>);
        try
        {
            if (normalizer.IsPlain(utf8.Written))
            {
                Encode(ref utf8, cache, destination);
                return true;
            }
            spaced = new PooledBuffer<byte>(utf8.Count + utf8.Count / 2);
            var origins = default(PooledBuffer<int>);
            _spaced.Normalize(utf8.Written, ref spaced, ref origins, trackOrigins: false);
            if (spaced.Written.IndexOf(TextNormalizer.SpaceSymbol) >= 0 || spaced.Written.IndexOf("  "u8) >= 0) return false;
            Encode(ref spaced, cache, destination);
            return true;
        }
        finally
        {
            spaced.Dispose();
            _caches.Return(cache);
        }
    }

    private void Encode(ref PooledBuffer<byte> text, WordCache cache, IBufferWriter<int> destination)
    {
        var count = text.Count;
        text.Reserve(WordKey.MaxBytes + 1);
        text.All.Slice(count, WordKey.MaxBytes + 1).Fill(Space);
        ReadOnlySpan<byte> padded = text.All;
        var sink = new IdSink(destination, default, model.UnknownId, model.ByteIds);
        var words = new UncachedWords(cutter, cache);
        try
        {
            var score = 0f;
            for (var at = 0; at < count;)
            {
                if (padded[at] == Space)
                {
                    at++;
                    continue;
                }
                var length = WordLength(padded[at..], count - at);
                if (length > WordKey.MaxBytes)
                {
                    words.Add(padded.Slice(at, length), ref score, ref sink);
                }
                else
                {
                    var key = WordKey.Of(padded[at..], length);
                    ref readonly var entry = ref cache.Place(key);
                    if (entry.Key == key && Math.Abs(score) < entry.Limit)
                    {
                        sink.Add(entry.Ids, entry.Pieces);
                        score = entry.After(score);
                    }
                    else
                    {
                        words.Add(padded.Slice(at, length), ref score, ref sink);
                    }
                }
                at += length + 1;
            }
            sink.Flush();
        }
        finally
        {
            words.Dispose();
        }
    }

    private static int WordLength(ReadOnlySpan<byte> text, int most)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ Spaces;
        var ends = (word - 0x0101010101010101) & ~word & 0x8080808080808080;
        if (ends != 0) return BitOperations.TrailingZeroCount(ends) >> 3;
        var length = text[8..].IndexOf(Space);
        return length < 0 || length + 8 > most ? most : length + 8;
    }
}
