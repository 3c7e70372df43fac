namespace ExT5.Data;

/// <summary>
/// A dataset of the Hugging Face Hub by name: its files are fetched once, verified and kept in a cache, all from one commit.
/// Any file source reads them, for example <c>new JsonLinesSource&lt;Row&gt;(new HubDataset("openai/gsm8k") { ... })</c>.
/// </summary>
/// <remarks>
/// A branch or tag becomes a commit the first time and stays with it, so that later runs see the same rows and need no network when
/// the files are there; <see cref="RefreshAsync"/> follows the branch. Files are found by their place: <c>{config}/{split}-*.parquet</c>,
/// <c>data/{split}-*.parquet</c>, <c>{split}.jsonl</c> and the like, or the Hub's own conversion on <c>refs/convert/parquet</c> where
/// the branch <c>main</c> has no files of the configuration; <see cref="Files"/> names others.
/// </remarks>
public sealed class HubDataset : DataFiles
{
    private readonly HubOptions _options;

    /// <summary>Names a dataset; nothing is fetched yet.</summary>
    /// <param name="name">Owner and name, for example <c>nyu-mll/glue</c>.</param>
    /// <param name="config">Configuration, for example <c>rte</c>; null where there is one or none.</param>
    /// <param name="options">Cache, token, retries and limits; the defaults when null.</param>
    /// <exception cref="ArgumentException">The name is not one the Hub allows.</exception>
    public HubDataset(string name, string? config = null, HubOptions? options = null)
    {
        Name = HubNames.Dataset(name);
        Config = config is null ? null : HubNames.Config(config);
        _options = options ?? new HubOptions();
    }

    /// <summary>The Hub's own conversion of a dataset to Parquet, for <see cref="Revision"/>.</summary>
    public const string ConvertedRevision = "refs/convert/parquet";

    /// <summary>Owner and name.</summary>
    public string Name { get; }

    /// <summary>The configuration; null where there is one or none.</summary>
    public string? Config { get; }

    /// <summary>Branch, tag or commit; <c>main</c> by default. A commit of 40 digits never changes.</summary>
    public string Revision { get; init => field = HubNames.Revision(value); } = HubNames.MainBranch;

    /// <summary>
    /// Path in the dataset with <c>{split}</c> and patterns of names, as of paths on this machine, for files that stand elsewhere than usual;
    /// null to find them by their place.
    /// </summary>
    public string? Files { get; init => field = value is null ? null : HubNames.Pattern(value); }

    /// <summary>The files of a split, fetched and verified unless the cache has them.</summary>
    /// <inheritdoc />
    /// <exception cref="HubException">There is no such dataset, configuration or split, or its files cannot be had.</exception>
    public override async ValueTask<IReadOnlyList<string>> FilesOfAsync(
        DatasetSplit split, FileSourceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var name = options.SplitNames.GetValueOrDefault(split.Name, split.Name);
        using var hub = new HubSession(Name, _options);
        var (snapshot, files) = await hub.SelectAsync(this, name, cancellationToken).ConfigureAwait(false);
        return await hub.FetchAsync(snapshot, files, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The splits of the configuration by the place of its files.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="HubException">There is no such dataset or configuration, or it cannot be reached.</exception>
    public async ValueTask<IReadOnlyList<string>> SplitsAsync(CancellationToken cancellationToken = default)
    {
        using var hub = new HubSession(Name, _options);
        return await hub.SplitsAsync(this, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The commit whose files are read: the one that <see cref="Revision"/> meant when it was first used.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>40 hexadecimal digits.</returns>
    /// <exception cref="HubException">There is no such dataset or revision, or it cannot be reached.</exception>
    public ValueTask<string> CommitAsync(CancellationToken cancellationToken = default) => CommitAsync(refresh: false, cancellationToken);

    /// <summary>Lets <see cref="Revision"/> mean what it means on the Hub now. Files of earlier commits stay in the cache.</summary>
    /// <inheritdoc cref="CommitAsync(CancellationToken)"/>
    public ValueTask<string> RefreshAsync(CancellationToken cancellationToken = default) => CommitAsync(refresh: true, cancellationToken);

    /// <inheritdoc />
    public override string ToString() => Config is null ? Name : $"{Name} ({Config})";

    private async ValueTask<string> CommitAsync(bool refresh, CancellationToken cancellationToken)
    {
        using var hub = new HubSession(Name, _options);
        return await hub.CommitAsync(Revision, refresh, cancellationToken).ConfigureAwait(false);
    }
}
