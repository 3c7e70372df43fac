using System.Collections;
using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>Some rows that follow each other.</summary>
internal sealed class RowRange(IReadOnlyList<TextExample> rows, int start, int count) : IReadOnlyList<TextExample>
{
    public int Count => count;

    public TextExample this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
            return rows[start + index];
        }
    }

    public IEnumerator<TextExample> GetEnumerator()
    {
        for (var i = 0; i < count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
