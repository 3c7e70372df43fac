using System.Runtime.CompilerServices;

namespace ExT5.Data;

/// <summary>Words that were met and their pieces: two places for each hash, the words that came last stay. For one thread at a time.</summary>
internal sealed class WordCache
{
    private const int FirstBits = 9;
    private const int MostBits = 15;

    private WordEntry[] _entries = new WordEntry[1 << FirstBits];
    private int _shift = 64 - FirstBits;

    /// <summary>Entries that were put so far.</summary>
    public long Added { get; private set; }

    /// <summary>The place of a word, which another one may hold; valid until the next <see cref="Put"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly WordEntry Place(in WordKey key)
    {
        var first = (int)(key.Hash() >> _shift);
        ref readonly var entry = ref _entries[first];
        if (entry.Key != key) entry = ref _entries[first ^ 1];
        return ref entry;
    }

    public void Put(in WordEntry entry)
    {
        if (++Added > _entries.Length / 2 && _entries.Length < 1 << MostBits) Grow();
        Set(entry);
    }

    private void Set(in WordEntry entry)
    {
        var first = (int)(entry.Key.Hash() >> _shift);
        _entries[first ^ 1] = _entries[first];
        _entries[first] = entry;
    }

    private void Grow()
    {
        var (old, bits) = (_entries, 64 - _shift + 2);
        (_entries, _shift) = (new WordEntry[1 << bits], 64 - bits);
        foreach (ref readonly var entry in old.AsSpan())
            if (entry.Key != default)
                Set(entry);
    }
}
