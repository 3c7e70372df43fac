namespace ExT5.Data;

/// <summary>Cuts words that the cache does not answer for, and tells it.</summary>
internal ref struct UncachedWords(UnigramSegmenter segmenter, WordAnalysis analysis, WordCache cache) : IDisposable
{
    private PooledBuffer<byte> _word = new(64);
    private PooledBuffer<BestPath> _paths = new(UnigramSegmenter.UsualPartBytes);

    /// <summary>Cuts a word of any length.</summary>
    public void Add(ReadOnlySpan<byte> word, ref float score, ref IdSink sink)
    {
        SetWord(word);
        sink.Text = _word.Written;
        segmenter.Segment(_word.Written, ref score, ref _paths, ref sink);
    }

    /// <summary>Cuts a word that may be remembered.</summary>
    public void Add(ReadOnlySpan<byte> word, WordKey key, bool known, ref float score, ref IdSink sink)
    {
        if (!known)
        {
            SetWord(word);
            var entry = analysis.Analyse(_word.Written, key);
            cache.Put(entry);
            if (Math.Abs(score) < entry.Limit)
            {
                sink.Add(entry.Ids, entry.Pieces);
                score = score + entry.Scores[0] + entry.Scores[1] + entry.Scores[2] + entry.Scores[3];
                return;
            }
        }
        Add(word, ref score, ref sink);
    }

    public void Dispose()
    {
        _word.Dispose();
        _paths.Dispose();
    }

    private void SetWord(ReadOnlySpan<byte> word)
    {
        _word.Count = 0;
        _word.Add(TextNormalizer.SpaceSymbol);
        _word.Add(word);
    }
}
