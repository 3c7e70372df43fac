using System.Collections;
using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <param name="firsts">Number of examples before each row, and the number of all at the end.</param>
/// <param name="read">The example at a place of a row.</param>
internal sealed class ExpandedRows(int[] firsts, Func<int, int, TextExample> read) : IReadOnlyList<TextExample>
{
    public int Count => firsts[^1];

    public TextExample this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            int low = 0, high = firsts.Length - 1;
            while (high - low > 1)
            {
                var middle = (low + high) / 2;
                if (firsts[middle] <= index) low = middle;
                else high = middle;
            }

            return read(low, index - firsts[low]);
        }
    }

    public IEnumerator<TextExample> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
