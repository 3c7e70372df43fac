namespace ExT5.Data;

/// <summary>Cuts words that the cache does not answer for, part by part, and tells it.</summary>
internal ref struct UncachedWords(WordCutter cutter, WordCache cache) : IDisposable
{
    private static readonly int SpaceBytes = TextNormalizer.SpaceSymbol.Length;

    private PooledBuffer<byte> _word = new(64);
    private PooledBuffer<BestPath> _paths = new(UnigramSegmenter.UsualPartBytes);

    public void Add(ReadOnlySpan<byte> word, ref float score, ref IdSink sink)
    {
        SetWord(word);
        var (whole, added) = (default(WordEntry), cache.Added);
        for (var begin = 0; begin < _word.Count;)
        {
            var end = cutter.Boundaries.Next(_word.Written, begin);
            // A first part of the space symbol alone has no key: it is joined with the next part.
            if (begin == 0 && end == SpaceBytes && end < _word.Count) end = cutter.Boundaries.Next(_word.Written, end);
            var entry = AddPart(begin, end, ref score, ref sink);
            whole = begin == 0 ? entry : whole.With(entry);
            if (begin > 0 && end == _word.Count && word.Length <= WordKey.MaxBytes && cache.Added == added)
                cache.Put(whole with { Key = KeyOf(0, end) }); // A word with a part that was new is rare.
            begin = end;
        }
    }

    public void Dispose()
    {
        _word.Dispose();
        _paths.Dispose();
    }

    private WordEntry AddPart(int begin, int end, ref float score, ref IdSink sink)
    {
        var entry = EntryOf(begin, end);
        if (Math.Abs(score) < entry.Limit)
        {
            sink.Add(entry.Ids, entry.Pieces);
            score = entry.After(score);
        }
        else
        {
            sink.Text = _word.Written[begin..end];
            cutter.Segmenter.Segment(_word.Written[begin..end], ref score, ref _paths, ref sink);
        }
        return entry;
    }

    private WordEntry EntryOf(int begin, int end)
    {
        if (end - Math.Max(begin, SpaceBytes) > WordKey.MaxBytes) return WordEntry.Unsure(default);
        var key = KeyOf(begin, end);
        ref readonly var known = ref cache.Place(key);
        if (known.Key == key) return known;
        var entry = cutter.Analysis.Analyse(_word.Written[begin..end], key);
        cache.Put(entry);
        return entry;
    }

    private readonly WordKey KeyOf(int begin, int end) => begin == 0
        ? WordKey.Of(_word.All[SpaceBytes..], end - SpaceBytes)
        : WordKey.Of(_word.All[begin..], end - begin).AsLaterPart;

    private void SetWord(ReadOnlySpan<byte> word)
    {
        _word.Count = 0;
        _word.Reserve(SpaceBytes + word.Length + WordKey.MaxBytes + 1);
        _word.Add(TextNormalizer.SpaceSymbol);
        _word.Add(word);
    }
}
