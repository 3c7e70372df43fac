namespace ExT5.Data.Tests;

/// <summary>Made-up tasks to cache: pairs and documents of ragged length, some of them empty.</summary>
internal static class CacheCase
{
    public const string Mixture = "mix", Pairs = "pairs", Documents = "documents";

    public static ByteVocabulary Vocabulary { get; } = new();

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public static string[] Rows(int count = 100) =>
        [.. Enumerable.Range(0, count).Select(i => i % 7 == 3 ? "" : $"{i} {new string((char)('à' + i % 20), i * 37 % 90)}")];

    public static TextExample Pair(string row) => new($"in: {row}", row.Length > 30 ? row[..30] : row);

    public static TaskRegistry Registry(string[] rows, Func<string, TextExample>? format = null, string version = "1") =>
        Registry(new InMemorySource<string>(rows, rows[..Math.Min(3, rows.Length)]), format, version);

    public static TaskRegistry Registry(IDataSource<string> source, Func<string, TextExample>? format = null, string version = "1") =>
        new TaskRegistryBuilder()
            .AddTask<string>(Pairs, task => task.ReadFrom(source).Format(format ?? Pair).Version(version))
            .AddTask<string>(Documents, task => task.ReadFrom(source).Denoise(row => row, new SpanCorruption()))
            .AddMixture(Mixture, mix => mix.Add(1, Pairs, Documents))
            .Build();

    public static async Task<CacheWriteReport> WriteAsync(
        string folder, TaskRegistry registry, int shards = 4, Vocabulary? vocabulary = null, params DatasetSplit[] splits)
    {
        var options = new TokenCacheOptions { Shards = shards, Splits = splits.Length > 0 ? splits : [DatasetSplit.Train], Workers = 2 };
        var writer = new TokenCacheWriter(folder, registry, Mixture, vocabulary ?? Vocabulary, options);
        var report = await writer.WriteAsync(cancellationToken: Stopping);
        await writer.FinishAsync(Stopping);
        return report;
    }

    public static int[] Encoded(string text, Vocabulary? vocabulary = null)
    {
        using var ids = new IdWriter();
        (vocabulary ?? Vocabulary).Encode(text, ids);
        return ids.Written.ToArray();
    }

    public static int[] Input(CachedExamples examples, long row)
    {
        using var ids = new IdWriter();
        examples.ReadInput(row, ids);
        return ids.Written.ToArray();
    }

    public static int[] Target(CachedExamples examples, long row)
    {
        using var ids = new IdWriter();
        examples.ReadTarget(row, ids);
        return ids.Written.ToArray();
    }
}
