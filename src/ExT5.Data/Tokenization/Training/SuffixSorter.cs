namespace ExT5.Data;

/// <summary>Sorts the suffixes of words by their first characters: multikey quicksort (Bentley and Sedgewick 1997), bounded in depth.</summary>
/// <param name="text">Code points; each word ends in 0.</param>
/// <param name="depth">Characters that are compared; none behind the end of a word is.</param>
internal sealed class SuffixSorter(int[] text, int depth)
{
    private const int Few = 12;

    public int[] Sort()
    {
        var suffixes = new int[text.AsSpan().Length - text.AsSpan().Count(0)];
        var count = 0;
        for (var at = 0; at < text.Length; at++)
            if (text[at] != 0)
                suffixes[count++] = at;
        var open = new Stack<(int Begin, int End, int Depth)>([(0, count, 0)]);
        while (open.TryPop(out var part)) Partition(suffixes, part.Begin, part.End, part.Depth, open);
        return suffixes;
    }

    /// <summary>Characters that two suffixes share, at most the depth.</summary>
    public int Common(int a, int b, int from = 0)
    {
        var common = from;
        while (common < depth && text[a + common] != 0 && text[a + common] == text[b + common]) common++;
        return common;
    }

    private void Partition(int[] suffixes, int begin, int end, int level, Stack<(int Begin, int End, int Depth)> open)
    {
        if (end - begin < 2 || level >= depth) return;
        if (end - begin <= Few)
        {
            Insert(suffixes.AsSpan(begin..end), level);
            return;
        }
        var pivot = Median(text[suffixes[begin] + level], text[suffixes[(begin + end) / 2] + level], text[suffixes[end - 1] + level]);
        var (less, at, more) = (begin, begin, end);
        while (at < more)
        {
            var character = text[suffixes[at] + level];
            if (character < pivot) Swap(suffixes, less++, at++);
            else if (character > pivot) Swap(suffixes, at, --more);
            else at++;
        }
        open.Push((begin, less, level));
        if (pivot != 0) open.Push((less, more, level + 1));
        open.Push((more, end, level));
    }

    private void Insert(Span<int> suffixes, int level)
    {
        for (var i = 1; i < suffixes.Length; i++)
            for (var j = i; j > 0 && Compare(suffixes[j], suffixes[j - 1], level) < 0; j--)
                (suffixes[j], suffixes[j - 1]) = (suffixes[j - 1], suffixes[j]);
    }

    private int Compare(int a, int b, int level)
    {
        var common = Common(a, b, level);
        return common == depth ? 0 : text[a + common].CompareTo(text[b + common]);
    }

    private static void Swap(int[] items, int a, int b) => (items[a], items[b]) = (items[b], items[a]);

    private static int Median(int a, int b, int c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
