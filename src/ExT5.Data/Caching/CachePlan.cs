namespace ExT5.Data;

/// <summary>Opens tasks and finds what their ids depend on.</summary>
internal static class CachePlan
{
    private const string HashesName = ".source-hashes.json";

    /// <summary>One plan for each task and split, tasks first.</summary>
    /// <exception cref="DataSourceException">A split is missing or malformed.</exception>
    public static async Task<IReadOnlyList<SplitPlan>> ReadAsync(
        string folder, IReadOnlyList<Seq2SeqTask> tasks, IReadOnlyList<DatasetSplit> splits, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        var files = FileHashes.Load(Path.Combine(folder, HashesName));
        var plans = new SplitPlan[tasks.Count * splits.Count];
        await Parallel.ForAsync(0, plans.Length, cancellationToken, async (i, stopping) =>
        {
            var (task, split) = (tasks[i / splits.Count], splits[i % splits.Count]);
            var rows = await task.OpenAsync(split, stopping).ConfigureAwait(false);
            plans[i] = new SplitPlan(rows, await CacheKey.ReadAsync(task, split, rows, vocabulary, files, stopping).ConfigureAwait(false));
        }).ConfigureAwait(false);
        files.Save(Path.Combine(folder, HashesName));
        return plans;
    }
}
