namespace ExT5.Data.Tests;

/// <summary>A process that writes a cache of a file of lines; every row takes a little time, so that a kill meets it at work.</summary>
internal static class CachingProcess
{
    public const string Verb = "--write-cache";
    public const int Rows = 2000;
    private const int RowsAPause = 20;

    public static async Task<int> RunAsync(string rows, string folder)
    {
        Console.WriteLine(KillableProcess.Ready);
        var writer = Writer(rows, folder, Pause);
        await writer.WriteAsync();
        await writer.FinishAsync();
        return 0;
    }

    public static TokenCacheWriter Writer(string rows, string folder, Action<string>? beforeRow = null)
    {
        var registry = CacheCase.Registry(new TextLinesSource(rows), row =>
        {
            beforeRow?.Invoke(row);
            return CacheCase.Pair(row);
        });
        return new TokenCacheWriter(folder, registry, CacheCase.Mixture, CacheCase.Vocabulary, new TokenCacheOptions { Shards = 6, Workers = 2 });
    }

    private static void Pause(string row)
    {
        if (int.Parse(row.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture) % RowsAPause == 0) Thread.Sleep(4);
    }
}
