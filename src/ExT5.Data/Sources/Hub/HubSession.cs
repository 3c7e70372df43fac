namespace ExT5.Data;

/// <summary>One use of a dataset: finds the commit, chooses the files and fetches them.</summary>
internal sealed class HubSession : IDisposable
{
    private const int ShownNames = 30;
    private readonly string _dataset;
    private readonly HubSettings _settings;
    private readonly HubConnection _connection;
    private readonly HubRepository _repository;
    private readonly HubDownload _download;

    public HubSession(string dataset, HubOptions options)
    {
        _dataset = dataset;
        _settings = new HubSettings(dataset, options);
        var cache = new HubCache(dataset, _settings);
        _connection = new HubConnection(dataset, _settings);
        _repository = new HubRepository(_connection, cache, _settings, dataset);
        _download = new HubDownload(_connection, cache, _settings, dataset);
    }

    public Task<string> CommitAsync(string revision, bool refresh, CancellationToken cancellationToken) =>
        _repository.CommitAsync(revision, refresh, cancellationToken);

    /// <summary>The files of a split and the commit they belong to.</summary>
    public async Task<(HubSnapshot Snapshot, IReadOnlyList<HubFile> Files)> SelectAsync(
        HubDataset dataset, string split, CancellationToken cancellationToken)
    {
        if (dataset.Files is { } pattern)
        {
            var snapshot = await OpenAsync(dataset.Revision, cancellationToken).ConfigureAwait(false);
            return (snapshot, OfPattern(pattern, split, snapshot));
        }

        var (chosen, layout, config) = await LayoutAsync(dataset, cancellationToken).ConfigureAwait(false);
        return layout.Splits(config).Contains(split)
            ? (chosen, OfSplit(layout, config, split))
            : throw UnknownSplit(split, config, layout.Splits(config));
    }

    public async Task<IReadOnlyList<string>> SplitsAsync(HubDataset dataset, CancellationToken cancellationToken)
    {
        var (_, layout, config) = await LayoutAsync(dataset, cancellationToken).ConfigureAwait(false);
        return [.. layout.Splits(config)];
    }

    /// <summary>Fetches files, some at a time.</summary>
    /// <returns>Their paths here, in the order of the files.</returns>
    public async Task<IReadOnlyList<string>> FetchAsync(HubSnapshot snapshot, IReadOnlyList<HubFile> files, CancellationToken cancellationToken)
    {
        var bytes = files.Aggregate(UInt128.Zero, (sum, file) => sum + (UInt128)file.Size);
        if (bytes > (UInt128)_settings.Options.MaxSplitBytes)
            throw new HubException(HubProblem.TooLarge, _dataset, $"The split has {bytes} bytes and {_settings.Options.MaxSplitBytes} are allowed (HubOptions.MaxSplitBytes).");
        var paths = new string[files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _settings.Options.ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, parallel, async (i, stop) =>
            paths[i] = await _download.FetchAsync(snapshot.Commit, files[i], stop).ConfigureAwait(false)).ConfigureAwait(false);
        return paths;
    }

    public void Dispose() => _connection.Dispose();

    private async Task<(HubSnapshot Snapshot, HubLayout Layout, string Config)> LayoutAsync(HubDataset dataset, CancellationToken cancellationToken)
    {
        var snapshot = await OpenAsync(dataset.Revision, cancellationToken).ConfigureAwait(false);
        var layout = new HubLayout(snapshot.Files);
        if (layout.Find(dataset.Config) is { } config) return (snapshot, layout, config);
        var configs = layout.Configs;
        if (dataset.Revision == HubNames.MainBranch && await TryOpenConvertedAsync(configs.Count > 0, cancellationToken).ConfigureAwait(false) is { } converted)
        {
            layout = new HubLayout(converted.Files);
            if (layout.Find(dataset.Config) is { } found) return (converted, layout, found);
            configs = [.. configs.Union(layout.Configs).Order(StringComparer.Ordinal)];
        }

        throw UnknownConfig(dataset.Config, configs);
    }

    /// <summary>The conversion, or null when there is none; offline also when it is not in the cache but the branch has other configurations.</summary>
    private async Task<HubSnapshot?> TryOpenConvertedAsync(bool hasOthers, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(HubDataset.ConvertedRevision, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException error) when (error.Problem == HubProblem.NotFound || (hasOthers && error.Problem == HubProblem.Offline))
        {
            return null;
        }
    }

    private async Task<HubSnapshot> OpenAsync(string revision, CancellationToken cancellationToken) =>
        await _repository.OpenAsync(await CommitAsync(revision, refresh: false, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private IReadOnlyList<HubFile> OfPattern(string pattern, string split, HubSnapshot snapshot)
    {
        if (!HubPattern.Serves(pattern, split))
            throw NotFound($"The pattern '{pattern}' has no {{split}}, so it gives the split 'train' only, not '{split}'.");
        var files = HubPattern.Matching(pattern, split, snapshot.Files);
        if (files.Count > 0) return files;
        var nearest = NearestName.Of(pattern.Replace("{split}", split, StringComparison.Ordinal), snapshot.Files.Select(file => file.Path));
        throw NotFound($"No file matches '{pattern}' for the split '{split}'." + (nearest is null ? " The dataset has no files." : $" Did you mean '{nearest}'?"));
    }

    private IReadOnlyList<HubFile> OfSplit(HubLayout layout, string config, string split)
    {
        try
        {
            return layout.Files(config, split);
        }
        catch (FormatException error)
        {
            throw new HubException(HubProblem.Malformed, _dataset, error.Message, error);
        }
    }

    private HubException UnknownConfig(string? config, IReadOnlyCollection<string> configs) => NotFound(
        configs.Count == 0 ? "No data files stand where they usually do. Name them with HubDataset.Files."
        : config is null ? $"Say which configuration is meant: {Listed(configs)}."
        : $"There is no configuration '{config}'. Did you mean '{NearestName.Of(config, configs)}'? There are: {Listed(configs)}.");

    private HubException UnknownSplit(string split, string config, IReadOnlyCollection<string> splits) => NotFound(
        splits.Contains($"partial-{split}")
            ? $"The Hub converted only the first part of the split '{split}' of '{config}'. To read that part, map the split to 'partial-{split}' with FileSourceOptions.SplitNames."
            : $"Configuration '{config}' has no split '{split}'. Did you mean '{NearestName.Of(split, splits)}'? There are: {Listed(splits)}. FileSourceOptions.SplitNames maps names.");

    private static string Listed(IReadOnlyCollection<string> names) => names.Count <= ShownNames
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(ShownNames))} and {names.Count - ShownNames} more";

    private HubException NotFound(string message) => new(HubProblem.NotFound, _dataset, message);
}
