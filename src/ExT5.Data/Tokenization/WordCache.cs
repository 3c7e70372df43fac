using System.Runtime.CompilerServices;

namespace ExT5.Data;

/// <summary>
/// Words that were met and their pieces. Each hash has two places: one for the word that came last, one for the last word
/// that came again, so that rare words do not push out frequent ones. For one thread at a time.
/// </summary>
internal sealed class WordCache
{
    private const int FirstBits = 8;
    private const int MostBits = 14;

    private WordEntry[] _entries = new WordEntry[2 << FirstBits];
    private int _shift = 64 - FirstBits;

    /// <summary>Entries that were put so far.</summary>
    public long Added { get; private set; }

    /// <summary>The place of a word, which another one may hold; valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly WordEntry Place(in WordKey key)
    {
        ref var entry = ref _entries[2 * (int)(key.Hash() >> _shift)];
        if (entry.Key != key) Raise(ref entry, key);
        return ref entry;
    }

    public void Put(in WordEntry entry)
    {
        if (++Added > _entries.Length / 2 && _entries.Length < 2 << MostBits) Grow();
        Set(entry);
    }

    /// <summary>Exchanges a word for the frequent one if it comes again.</summary>
    private static void Raise(ref WordEntry frequent, in WordKey key)
    {
        ref var last = ref Unsafe.Add(ref frequent, 1);
        if (last.Key == key) (frequent, last) = (last, frequent);
    }

    private void Set(in WordEntry entry)
    {
        var place = 2 * (int)(entry.Key.Hash() >> _shift);
        _entries[_entries[place].Key == default ? place : place + 1] = entry;
    }

    private void Grow()
    {
        var (old, bits) = (_entries, 64 - _shift + 2);
        (_entries, _shift) = (new WordEntry[2 << bits], 64 - bits);
        foreach (ref readonly var entry in old.AsSpan())
            if (entry.Key != default)
                Set(entry);
    }
}
