namespace ExT5.Data.Tests;

/// <summary>A Hub, an empty cache and options that join them without waiting.</summary>
internal sealed class HubFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeHub Hub { get; } = new();

    public EagerTime Time { get; } = new();

    public string Cache => _folder["cache"];

    public HubOptions Options(
        string? token = "", bool? offline = null, bool verify = false, int retries = 5, TimeSpan? timeout = null, TimeProvider? time = null,
        long? maxBytes = null, int? maxFiles = null, IProgress<HubProgress>? progress = null, HttpClient? client = null, Uri? endpoint = null,
        Dictionary<string, string>? variables = null) => new()
        {
            Endpoint = endpoint ?? (variables?.ContainsKey("HF_ENDPOINT") == true ? null : Hub.Server.Address),
            CacheFolder = Cache,
            Token = token,
            Offline = offline,
            Verify = verify,
            MaxRetries = retries,
            Timeout = timeout ?? EagerTime.Never,
            TimeProvider = time ?? Time,
            MaxSplitBytes = maxBytes ?? 1 << 30,
            MaxListedFiles = maxFiles ?? 1000,
            Progress = progress,
            Client = client,
            Variable = name => variables?.GetValueOrDefault(name),
        };

    public HubDataset Dataset(string? config = null, HubOptions? options = null) => new("owner/data", config, options ?? Options());

    public static async Task<byte[][]> ReadAsync(HubDataset dataset, DatasetSplit? split = null, FileSourceOptions? options = null) =>
        [.. (await dataset.FilesOfAsync(split ?? DatasetSplit.Train, options ?? new(), TestContext.Current.CancellationToken)).Select(File.ReadAllBytes)];

    public static async Task<HubException> FailAsync(HubDataset dataset, DatasetSplit? split = null) =>
        await Assert.ThrowsAsync<HubException>(() => ReadAsync(dataset, split));

    /// <summary>Files of the cache whose name ends so.</summary>
    public string[] Cached(string ending) => Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*" + ending, SearchOption.AllDirectories) : [];

    public void Dispose()
    {
        Hub.Dispose();
        _folder.Dispose();
    }
}
