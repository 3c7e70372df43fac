namespace ExT5.Data;

/// <summary>Which sampler draws a window: the one in force, or the reweighted one from its first window on.</summary>
internal sealed record WindowSamplers(MixtureSampler Current, MixtureSampler? Next = null, long NextWindow = long.MaxValue)
{
    public MixtureSampler Of(long window) => Next is null || window < NextWindow ? Current : Next;
}
