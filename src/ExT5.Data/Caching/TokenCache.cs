namespace ExT5.Data;

/// <summary>
/// Tasks that were tokenized before: a folder that <see cref="TokenCacheWriter"/> wrote, opened by memory mapping.
/// Reading is thread-safe.
/// </summary>
/// <remarks>A shard that another program shortens while it is mapped ends this process, as the system tells so by a signal; replace files by renaming.</remarks>
public sealed class TokenCache : IDisposable
{
    private readonly CacheManifest _manifest;
    private readonly List<MappedShard> _shards = [];
    private readonly Dictionary<(string Task, string Split), CachedExamples> _splits = [];
    private IReadOnlyList<SplitStatistics>? _statistics;

    private TokenCache(string folder)
    {
        Folder = Path.GetFullPath(folder);
        _manifest = CacheManifest.Read(Folder);
        try
        {
            foreach (var split in _manifest.Splits)
                _splits.Add((split.Key.Task, split.Key.Split), new CachedExamples(split.Key, [.. split.Shards.Select(shard => Map(split, shard))]));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Every split of every task, in the order of the mixture it was written from.</summary>
    public IReadOnlyCollection<CachedExamples> Splits => _splits.Values;

    /// <summary>What was counted while the cache was written, in the order of <see cref="Splits"/>.</summary>
    /// <exception cref="CacheException">The file of statistics is damaged.</exception>
    public IReadOnlyList<SplitStatistics> Statistics => _statistics ??= _manifest.ReadStatistics(Folder);

    /// <summary>
    /// Opens a cache to look into it. What it was made from is not compared with anything: to train from it, use
    /// <see cref="OpenAsync"/> or call <see cref="EnsureCurrentAsync"/>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CacheException">It holds no complete cache, or a shard is missing, cut, damaged or from another cache.</exception>
    public static TokenCache Open(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new TokenCache(folder);
    }

    /// <summary>Opens a cache for the tasks of a mixture, and refuses one that was made from something else.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="registry">Holds the mixture.</param>
    /// <param name="mixture">Name of a mixture or a task; the cache may hold more.</param>
    /// <param name="vocabulary">What the ids should be of.</param>
    /// <param name="split">The split that will be read; default <see cref="DatasetSplit.Train"/>.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="CacheException">See <see cref="Open"/> and <see cref="EnsureCurrentAsync"/>.</exception>
    public static async Task<TokenCache> OpenAsync(
        string folder, TaskRegistry registry, string mixture, Vocabulary vocabulary, DatasetSplit? split = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var tasks = registry.TasksOf(mixture);
        var cache = Open(folder);
        try
        {
            await cache.EnsureCurrentAsync(tasks, vocabulary, split, cancellationToken).ConfigureAwait(false);
            return cache;
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    /// <summary>A split of a task.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="split">The split.</param>
    /// <exception cref="CacheException">It is not in the cache; the message says what is.</exception>
    public CachedExamples Examples(string task, DatasetSplit split)
    {
        if (_splits.TryGetValue((task, split.Name), out var examples)) return examples;
        var splits = _splits.Values.Where(each => each.Task == task).Select(each => each.Split.Name).ToList();
        throw new CacheException(splits.Count > 0
            ? $"The cache '{Folder}' has task '{task}' in {string.Join(", ", splits)} and not in split '{split}'. Write it with that split too."
            : $"The cache '{Folder}' has no task '{task}'. Did you mean '{NearestName.Of(task, _splits.Keys.Select(each => each.Task))}'?");
    }

    /// <summary>What was counted in a split of a task, for example to mix tasks by their tokens.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="split">The split.</param>
    /// <exception cref="CacheException">It is not in the cache, or the file of statistics is damaged.</exception>
    public SplitStatistics StatisticsOf(string task, DatasetSplit split)
    {
        var examples = Examples(task, split);
        return Statistics.FirstOrDefault(each => each.Task == task && each.Split == examples.Split)
            ?? throw new CacheException($"The statistics of the cache '{Folder}' lack task '{task}', split '{split}'. Finish it again.");
    }

    /// <summary>
    /// Compares what the cache was made from with what tasks and vocabulary are now: content of the sources, version of the
    /// formats, text of sampled rows, vocabulary and version of the library. Files that did not change since they were last
    /// hashed are not read again; of a source without fingerprint all rows are formatted.
    /// </summary>
    /// <param name="tasks">The tasks that will be read.</param>
    /// <param name="vocabulary">What the ids should be of.</param>
    /// <param name="split">The split that will be read; default <see cref="DatasetSplit.Train"/>.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <exception cref="CacheException">Something differs, or a task is not in the cache; the message lists all of it.</exception>
    public async Task EnsureCurrentAsync(
        IReadOnlyList<Seq2SeqTask> tasks, Vocabulary vocabulary, DatasetSplit? split = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var cached = tasks.Select(task => Examples(task.Name, split ?? DatasetSplit.Train)).ToList();
        var plans = await CachePlan.ReadAsync(Folder, tasks, [split ?? DatasetSplit.Train], vocabulary, cancellationToken).ConfigureAwait(false);
        StaleCache.ThrowIfAny(Folder, cached.Zip(plans, (before, now) => (before.Key, now.Key)));
    }

    /// <summary>Reads every byte of a cache and compares it with what was written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">Told of each shard as it is done; may be called from several threads.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>A report for each shard, in the order of <see cref="Splits"/>.</returns>
    /// <exception cref="CacheException">The folder holds no complete cache.</exception>
    public static async Task<IReadOnlyList<ShardReport>> VerifyAsync(
        string folder, IProgress<ShardReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var manifest = CacheManifest.Read(Path.GetFullPath(folder));
        var shards = manifest.Splits.SelectMany(split => split.Shards.Select(shard => (Split: split, Shard: shard))).ToList();
        var reports = new ShardReport[shards.Count];
        await Parallel.ForAsync(0, shards.Count, cancellationToken, (i, stopping) =>
        {
            reports[i] = Verify(Path.GetFullPath(folder), manifest, shards[i].Split, shards[i].Shard, stopping);
            progress?.Report(reports[i]);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return reports;
    }

    /// <summary>Unmaps the files when the reads under way have ended.</summary>
    public void Dispose()
    {
        foreach (var shard in _shards) shard.Dispose();
        _shards.Clear();
    }

    private static ShardReport Verify(
        string folder, CacheManifest manifest, CacheManifest.SplitEntry split, CacheManifest.ShardEntry entry, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, entry.Name);
        try
        {
            using var shard = manifest.OpenShard(folder, split, entry);
            return new ShardReport(path, shard.Header.FileBytes, ShardCheck.FirstProblem(shard, cancellationToken));
        }
        catch (CacheException error)
        {
            return new ShardReport(path, File.Exists(path) ? new FileInfo(path).Length : 0, error.Message);
        }
    }

    private MappedShard Map(CacheManifest.SplitEntry split, CacheManifest.ShardEntry entry)
    {
        var shard = _manifest.OpenShard(Folder, split, entry);
        _shards.Add(shard);
        return shard;
    }
}
