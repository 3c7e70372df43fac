namespace ExT5.Benchmarks;

/// <summary>Self-attention of a T5 size with heads of 64.</summary>
public sealed record AttentionShape(string Name, long Rows, long Heads, long Length)
{
    public long[] Sizes => [Rows, Heads, Length, 64];

    public override string ToString() => $"{Name} B{Rows} H{Heads} L{Length}";
}
