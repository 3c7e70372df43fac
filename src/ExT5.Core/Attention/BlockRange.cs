namespace ExT5.Core;

/// <summary>Blocks in a row of a sequence's <see cref="LocalBlocks"/>.</summary>
internal readonly record struct BlockRange(int First, int Count)
{
    /// <summary>The block after the last.</summary>
    public int End => First + Count;
}
