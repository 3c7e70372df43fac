using System.Buffers;
using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>Text to ids and tokens for one SentencePiece model: UTF-8, normalizing, segmenting. Immutable, so thread-safe.</summary>
internal sealed class UnigramEncoder
{
    /// <summary>What an unknown character costs more than the rarest piece (SentencePiece 0.1.97).</summary>
    private const float UnknownPenalty = 10f;

    private readonly SentencePieceModel _model;
    private readonly TextNormalizer _normalizer;
    private readonly TextNormalizer _withoutPrefix;
    private readonly UnigramSegmenter _segmenter;
    private readonly WordEncoder? _words;

    public UnigramEncoder(SentencePieceModel model)
    {
        _model = model;
        var sorted = PieceKey.Sorted(model);
        var charsMap = model.Normalizer.CharsMap is { } range ? CharsMap.Read(model.File, range) : null;
        var userDefined = Array.FindAll(sorted, key => model.Pieces[key.Id].Type == PieceType.UserDefined);
        _normalizer = new TextNormalizer(model.Normalizer, charsMap,
            userDefined.Length == 0 ? null : PieceTrieBuilder.Build(model.File, userDefined));
        _withoutPrefix = _normalizer.WithDummyPrefix(false);
        var matched = Array.FindAll(sorted, key => model.Pieces[key.Id].Type is PieceType.Normal or PieceType.UserDefined);
        var scores = UnigramScores.Of(model);
        var (trie, unknownScore) = (PieceTrieBuilder.Build(model.File, matched), scores.Lowest - UnknownPenalty);
        _segmenter = new UnigramSegmenter(trie, scores.ByPiece, unknownScore, model.UnknownId);
        if (WordEncoder.Fits(model))
            _words = new WordEncoder(model, _normalizer, new WordCutter(
                _segmenter, new WordAnalysis(trie, scores.ByPiece, unknownScore, model.UnknownId), new PieceBoundaries(model.File, matched)));
    }

    /// <summary>Appends the ids of a text.</summary>
    /// <param name="text">Any UTF-16; what is malformed counts as U+FFFD.</param>
    /// <param name="destination">Receives the ids.</param>
    /// <param name="normalization">What to do before segmenting.</param>
    /// <param name="skip">Leave out so many ids at the start.</param>
    public void Encode(
        ReadOnlySpan<char> text, IBufferWriter<int> destination,
        TextNormalization normalization = TextNormalization.OfModel, int skip = 0)
    {
        var utf8 = Utf8Of(text);
        var normalized = default(PooledBuffer<byte>);
        var origins = default(PooledBuffer<int>);
        try
        {
            if (normalization == TextNormalization.OfModel && skip == 0 && _words?.TryEncode(ref utf8, destination) == true) return;
            normalized = new PooledBuffer<byte>(utf8.Count + UsualGrowth(utf8.Count));
            Normalize(normalization, utf8.Written, ref normalized, ref origins, trackOrigins: false);
            var sink = new IdSink(destination, normalized.Written, _model.UnknownId, _model.ByteIds, skip);
            _segmenter.Segment(normalized.Written, ref sink);
            sink.Flush();
        }
        finally
        {
            utf8.Dispose();
            normalized.Dispose();
        }
    }

    /// <summary>The pieces of a text with their places in it, counted in characters.</summary>
    public List<PieceSpan> EncodeToSpans(ReadOnlySpan<char> text, TextNormalization normalization)
    {
        var utf8 = Utf8Of(text);
        var normalized = new PooledBuffer<byte>(utf8.Count + UsualGrowth(utf8.Count));
        var origins = new PooledBuffer<int>(normalized.All.Length);
        try
        {
            Normalize(normalization, utf8.Written, ref normalized, ref origins, trackOrigins: true);
            Utf16Places.FromUtf8(text, origins.Written);
            var sink = new SpanSink(normalized.Written, origins.Written, _model);
            _segmenter.Segment(normalized.Written, ref sink);
            return sink.Spans;
        }
        finally
        {
            utf8.Dispose();
            normalized.Dispose();
            origins.Dispose();
        }
    }

    private void Normalize(
        TextNormalization normalization, ReadOnlySpan<byte> text,
        ref PooledBuffer<byte> normalized, ref PooledBuffer<int> origins, bool trackOrigins)
    {
        if (normalization == TextNormalization.OfModel) _normalizer.Normalize(text, ref normalized, ref origins, trackOrigins);
        else if (normalization == TextNormalization.WithoutDummyPrefix) _withoutPrefix.Normalize(text, ref normalized, ref origins, trackOrigins);
        else
        {
            normalized.Add(text);
            for (var i = 0; trackOrigins && i <= text.Length; i++) origins.Add(i);
        }
    }

    private static PooledBuffer<byte> Utf8Of(ReadOnlySpan<char> text)
    {
        var utf8 = new PooledBuffer<byte>(0);
        utf8.Reserve(checked(3 * text.Length));
        Utf8.FromUtf16(text, utf8.All, out _, out var written);
        utf8.Count = written;
        return utf8;
    }

    private static int UsualGrowth(int bytes) => bytes / 2;
}
