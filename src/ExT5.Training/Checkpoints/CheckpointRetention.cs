namespace ExT5.Training;

/// <summary>Which checkpoints of a run stay on disk. The newest always does.</summary>
/// <param name="Last">Number of newest checkpoints kept; at least 1, default 3 (T5X keeps all, its <c>keep</c> limits them).</param>
/// <param name="Every">Also keeps each step that is a multiple of this number; 0 (the default) keeps none beyond the last.</param>
public sealed record CheckpointRetention(int Last = 3, long Every = 0)
{
    /// <summary>The steps to delete.</summary>
    /// <param name="steps">Steps on disk, oldest first.</param>
    internal IEnumerable<long> Expired(IReadOnlyList<long> steps) =>
        steps.Take(Math.Max(0, steps.Count - Math.Max(1, Last))).Where(step => Every <= 0 || step % Every != 0);
}
