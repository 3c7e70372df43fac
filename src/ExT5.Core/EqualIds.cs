using System.Collections;

namespace ExT5.Core;

/// <summary>A list of ids that equals another of the same ids, so that records which hold one are compared by value.</summary>
internal sealed class EqualIds : IReadOnlyList<int>
{
    private readonly int[] _ids;

    private EqualIds(int[] ids) => _ids = ids;

    public static EqualIds None { get; } = new([]);

    public int Count => _ids.Length;

    public int this[int index] => _ids[index];

    public static EqualIds Of(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new([.. ids]);
    }

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_ids).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _ids.GetEnumerator();

    public override bool Equals(object? obj) => obj is EqualIds other && _ids.AsSpan().SequenceEqual(other._ids);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var id in _ids)
            hash.Add(id);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", _ids)}]";
}
