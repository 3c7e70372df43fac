using System.Globalization;
using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>
/// The words of a text as 64-bit hashes: split at white space, in lower case, of letters and digits only; what has none is no word.
/// </summary>
internal sealed class HashedWords
{
    private const ulong Start = 14695981039346656037, Prime = 1099511628211;
    private readonly List<ulong> _words = [], _runs = [];

    public int Count => _words.Count;

    public void Read(string text)
    {
        _words.Clear();
        var hash = Start;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character)) hash = End(hash);
            else if (IsPartOfWord(character)) hash = (hash ^ char.ToLowerInvariant(character)) * Prime;
        }

        End(hash);
    }

    /// <summary>
    /// The hashes of all runs of n words, in their order, until the next call; they are the same for the same words and n.
    /// </summary>
    public ReadOnlySpan<ulong> Runs(int length)
    {
        _runs.Clear();
        // A polynomial of the words' hashes: the word that leaves has the highest power of the base.
        var highest = 1UL;
        for (var i = 1; i < length; i++) highest *= Prime;
        var sum = 0UL;
        for (var end = 0; end < _words.Count; end++)
        {
            if (end >= length) sum -= _words[end - length] * highest;
            sum = sum * Prime + _words[end];
            if (end >= length - 1) _runs.Add(CounterRandom.Combine(sum, (ulong)length));
        }

        return CollectionsMarshal.AsSpan(_runs);
    }

    /// <summary>The hash of all words together; 0 when there is none.</summary>
    public ulong Whole() => _words.Count == 0 ? 0 : _words.Aggregate((ulong)_words.Count, CounterRandom.Combine);

    private ulong End(ulong hash)
    {
        if (hash != Start) _words.Add(CounterRandom.Mix(hash));
        return Start;
    }

    // A surrogate is half of a letter or of a sign; keeping both keeps letters of rare scripts apart. Marks belong to the letter before them.
    private static bool IsPartOfWord(char character) => char.IsAscii(character) ? char.IsAsciiLetterOrDigit(character) : char.IsLetterOrDigit(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
