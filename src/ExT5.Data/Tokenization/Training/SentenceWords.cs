using System.Text;

namespace ExT5.Data;

/// <summary>Normalizes sentences and counts their words, which begin with U+2581 where text is split by whitespace.</summary>
internal sealed class SentenceWords
{
    private readonly UnigramTrainerOptions _options;
    private readonly TextNormalizer _normalizer;
    private readonly PieceTrie? _userDefined;

    public SentenceWords(UnigramTrainerOptions options)
    {
        var map = TrainerTables.CharsMapOf(options.Normalization);
        var file = new ModelFile("The normalization rule", map);
        var rules = new NormalizerRules { AddDummyPrefix = options.AddDummyPrefix, RemoveExtraWhitespaces = options.RemoveExtraWhitespaces };
        _options = options;
        _userDefined = TrieOf(options.UserDefinedSymbols);
        _normalizer = new TextNormalizer(rules, map.Length == 0 ? null : CharsMap.Read(file, new ByteRange(0, map.Length)), _userDefined);
    }

    public WordCounts Counts { get; } = new();

    /// <summary>Adds a sentence; one that is too long or holds U+2585, SentencePiece's own mark, is left out.</summary>
    public void Add(ReadOnlySpan<char> sentence)
    {
        var text = Encoding.UTF8.GetBytes(sentence.ToString());
        if (text.Length == 0 || text.Length > _options.MaxSentenceBytes || text.AsSpan().IndexOf("\u2585"u8) >= 0) return;
        var normalized = new PooledBuffer<byte>(2 * text.Length);
        var origins = default(PooledBuffer<int>);
        try
        {
            _normalizer.Normalize(text, ref normalized, ref origins, trackOrigins: false);
            Split(normalized.Written);
        }
        finally
        {
            normalized.Dispose();
        }
    }

    private void Split(ReadOnlySpan<byte> text)
    {
        var begin = 0;
        for (var at = 0; at < text.Length;)
        {
            var symbol = _userDefined?.LongestMatch(text[at..]) ?? 0;
            var cut = symbol > 0 ? symbol : text[at] is 0 or (byte)'\t' ? 1 : 0;
            if (cut > 0 || (_options.SplitByWhitespace && at > begin && text[at..].StartsWith(TextNormalizer.SpaceSymbol)))
            {
                Counts.Add(text[begin..at], 1);
                begin = at + cut;
            }
            at += cut > 0 ? cut : Utf8Character.Length(text[at]);
        }
        Counts.Add(text[begin..], 1);
    }

    private static PieceTrie? TrieOf(IReadOnlyList<string> symbols)
    {
        if (symbols.Count == 0) return null;
        var pieces = symbols.Select(symbol => new TrainingPiece(Encoding.UTF8.GetBytes(symbol), 0)).ToArray();
        Array.Sort(pieces, TrainingPiece.ByText);
        return TrieOfPieces.Build(pieces);
    }
}
