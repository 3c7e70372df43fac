namespace ExT5.Data;

/// <summary>Where the reading of one task stands; 64 bytes, so that a draw touches little memory.</summary>
/// <param name="epoch">How often all its examples have been drawn.</param>
/// <param name="index">Examples drawn in this epoch.</param>
/// <param name="examples">The epoch's order of examples.</param>
internal struct TaskPlace(long epoch, long index, IndexPermutation examples)
{
    private readonly IndexPermutation _examples = examples;
    private long _index = index;

    public readonly long Epoch => epoch;

    /// <summary>True when the epoch has no example left.</summary>
    public readonly bool IsAtEnd => _index == _examples.Length;

    /// <summary>The next example of the epoch.</summary>
    public long Next() => _examples[_index++];
}
