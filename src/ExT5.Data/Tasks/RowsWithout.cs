using System.Collections;

namespace ExT5.Data;

/// <summary>Examples but some; 4 bytes a kept example stay in memory.</summary>
internal sealed class RowsWithout : IReadOnlyList<TextExample>
{
    private readonly IReadOnlyList<TextExample> _examples;
    private readonly int[] _kept;

    public RowsWithout(IReadOnlyList<TextExample> examples, IReadOnlySet<int> dropped)
    {
        _examples = examples;
        _kept = [.. Enumerable.Range(0, examples.Count).Where(row => !dropped.Contains(row))];
    }

    public int Count => _kept.Length;

    public TextExample this[int index] => _examples[_kept[index]];

    public IEnumerator<TextExample> GetEnumerator()
    {
        foreach (var row in _kept) yield return _examples[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
