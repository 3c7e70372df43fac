using System.Security.Cryptography;

namespace ExT5.Data;

/// <summary>
/// Tokenizes the tasks of a mixture into a folder, once, for <see cref="TokenCache"/>. Work is cut into shards that depend on
/// nothing but their number: several processes may write them in any order, and what was interrupted goes on where it
/// stopped. <see cref="FinishAsync"/> makes the folder a cache.
/// </summary>
public sealed class TokenCacheWriter
{
    private readonly IReadOnlyList<Seq2SeqTask> _tasks;
    private readonly Vocabulary _vocabulary;
    private readonly TokenCacheOptions _options;
    private IReadOnlyList<SplitPlan>? _plans;

    /// <summary>Names what is cached; nothing is opened yet.</summary>
    /// <param name="folder">Folder of the cache; made when it is not there.</param>
    /// <param name="registry">Holds the mixture.</param>
    /// <param name="mixture">Name of a mixture or a task; all tasks it can draw are cached, whatever their rates.</param>
    /// <param name="vocabulary">Encodes the texts.</param>
    /// <param name="options">Shards, splits and workers; the defaults when null.</param>
    /// <exception cref="RegistryException">The mixture is unknown.</exception>
    public TokenCacheWriter(string folder, TaskRegistry registry, string mixture, Vocabulary vocabulary, TokenCacheOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(vocabulary);
        Folder = Path.GetFullPath(folder);
        _tasks = registry.TasksOf(mixture);
        _vocabulary = vocabulary;
        _options = options ?? new TokenCacheOptions();
    }

    /// <summary>Full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Writes shards that are missing, damaged or made from something else; the others are kept.</summary>
    /// <param name="shard">The shard to write of every split, 0 up to <see cref="TokenCacheOptions.Shards"/> - 1; null for all.</param>
    /// <param name="progress">Told how far the writing is; may be called from several threads.</param>
    /// <param name="cancellationToken">Stops the writing; shards that are complete stay.</param>
    /// <exception cref="CacheException">The folder cannot be written.</exception>
    /// <exception cref="DataSourceException">A source is missing or has a malformed row.</exception>
    public async Task<CacheWriteReport> WriteAsync(
        int? shard = null, IProgress<CacheProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (shard is { } one && (one < 0 || one >= _options.Shards))
            throw new ArgumentOutOfRangeException(nameof(shard), shard, $"Shards are numbered from 0 to {_options.Shards - 1}.");
        try
        {
            Directory.CreateDirectory(Folder);
            PublishedFile.RemoveLeftovers(Folder, name => ShardName.Read(name) is not { } found || shard is null || found.Shard == shard);
            var plans = (await PlansAsync(cancellationToken).ConfigureAwait(false))
                .SelectMany(split => split.Shards(Folder, _options.Shards)).Where(plan => shard is null || plan.Shard == shard).ToList();
            var missing = plans.Where(plan => ProblemOf(plan) is not null).OrderByDescending(plan => plan.Rows).ToList();
            var replaced = missing.Count(plan => File.Exists(plan.Path));
            // Readers must not find the manifest of what is being replaced.
            if (missing.Count > 0) File.Delete(Path.Combine(Folder, CacheManifest.FileName));
            var done = await WriteAsync(missing, progress, cancellationToken).ConfigureAwait(false);
            return new CacheWriteReport(missing.Count, replaced, plans.Count - missing.Count, done.Rows, done.Tokens);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CacheException(
                $"The token cache '{Folder}' could not be written: {error.Message} Complete shards are kept; run it again when there is room and permission.",
                error);
        }
    }

    /// <summary>
    /// Checks that every shard is there, counts their lengths, writes <c>statistics.json</c> and, last, the manifest: from then on
    /// the folder is a cache. Files of other shards, left from another number of shards or other tasks, are removed.
    /// </summary>
    /// <param name="cancellationToken">Stops before the manifest is written.</param>
    /// <returns>The statistics, split by split.</returns>
    /// <exception cref="CacheException">Shards are missing or made from something else; the message lists them.</exception>
    public async Task<IReadOnlyList<SplitStatistics>> FinishAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            var plans = await PlansAsync(cancellationToken).ConfigureAwait(false);
            UnfinishedCache.ThrowIfAny(Folder, _options.Shards, plans.SelectMany(plan => plan.Shards(Folder, _options.Shards)), ProblemOf);
            var (splits, statistics) = (new CacheManifest.SplitEntry[plans.Count], new SplitStatistics[plans.Count]);
            await Parallel.ForAsync(0, plans.Count, cancellationToken, (i, stopping) =>
            {
                (splits[i], statistics[i]) = Count(plans[i], stopping);
                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
            Publish(splits, StatisticsFile.Write(statistics));
            return statistics;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CacheException($"The token cache '{Folder}' could not be finished: {error.Message}", error);
        }
    }

    private static string? ProblemOf(ShardPlan plan)
    {
        try
        {
            using var shard = MappedShard.Open(plan.Path);
            return shard.Header.Key != plan.Split.Key.Hash || shard.Header.FirstRow != plan.FirstRow || shard.Header.Rows != plan.Rows
                ? "made from something else"
                : null;
        }
        catch (CacheException)
        {
            return File.Exists(plan.Path) ? "damaged" : "missing";
        }
    }

    private async Task<IReadOnlyList<SplitPlan>> PlansAsync(CancellationToken cancellationToken) =>
        _plans ??= await CachePlan.ReadAsync(Folder, _tasks, _options.Splits, _vocabulary, cancellationToken).ConfigureAwait(false);

    private async Task<CacheProgress> WriteAsync(List<ShardPlan> plans, IProgress<CacheProgress>? progress, CancellationToken cancellationToken)
    {
        var (rows, tokens, total) = (0L, 0L, plans.Sum(plan => plan.Rows));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plans, parallel, (plan, stopping) =>
        {
            ShardWriter.Write(plan, _vocabulary, Advance, stopping);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return new CacheProgress(rows, total, tokens);

        void Advance(int moreRows, long moreTokens)
        {
            var (rowsNow, tokensNow) = (Interlocked.Add(ref rows, moreRows), Interlocked.Add(ref tokens, moreTokens));
            progress?.Report(new CacheProgress(rowsNow, total, tokensNow));
        }
    }

    private (CacheManifest.SplitEntry, SplitStatistics) Count(SplitPlan plan, CancellationToken cancellationToken)
    {
        var shards = new List<MappedShard>();
        try
        {
            foreach (var shard in plan.Shards(Folder, _options.Shards)) shards.Add(MappedShard.Open(shard.Path));
            var entries = shards.Select(shard => new CacheManifest.ShardEntry(
                Path.GetFileName(shard.Path), shard.Header.FirstRow, shard.Header.Rows, shard.Header.FileBytes, shard.Checksum));
            return (new(plan.Key, [.. entries]), SplitStatistics.Of(new CachedExamples(plan.Key, [.. shards]), cancellationToken));
        }
        finally
        {
            foreach (var shard in shards) shard.Dispose();
        }
    }

    private void Publish(CacheManifest.SplitEntry[] splits, byte[] statistics)
    {
        var manifest = new CacheManifest(CacheManifest.CurrentFormat, _vocabulary.Size, splits, Convert.ToHexStringLower(SHA256.HashData(statistics)));
        var wanted = splits.SelectMany(split => split.Shards).Select(shard => shard.Name).ToHashSet(StringComparer.Ordinal);
        PublishedFile.Write(Path.Combine(Folder, StatisticsFile.FileName), statistics);
        PublishedFile.Write(Path.Combine(Folder, CacheManifest.FileName), manifest.ToBytes());
        PublishedFile.RemoveLeftovers(Folder, _ => true);
        foreach (var path in Directory.EnumerateFiles(Folder, "*" + ShardName.Extension))
            if (ShardName.Read(Path.GetFileName(path)) is not null && !wanted.Contains(Path.GetFileName(path))) File.Delete(path);
    }
}
