using Cache;
using ExT5.Data;
using Samples;

// Ctrl-C stops between two rows; shards that are complete stay and are kept by the next call.
return await StopSignals.RunAsync(stopping => CacheCommand.Create(RunAsync).Parse(args)
    .InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, stopping));

static async Task<int> RunAsync(CacheOptions options, CancellationToken stopping)
{
    try
    {
        if (options.Writes || options.Finishes) await WriteAsync(options, stopping);
        return options.Verify ? await VerifyAsync(options.Output, stopping) : 0;
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        Console.Error.WriteLine("Stopped; the next call goes on from the shards that are complete.");
        return 0;
    }
    catch (Exception error) when (error is ExT5DataException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

static async Task WriteAsync(CacheOptions options, CancellationToken stopping)
{
    var (registry, mixture) = await CacheTasks.OpenAsync(options.Data, stopping);
    var writing = new TokenCacheOptions { Shards = options.Of, Splits = options.Splits };
    var writer = new TokenCacheWriter(options.Output, registry, mixture, CacheTasks.OpenVocabulary(options.Vocabulary), writing);
    if (options.Writes)
    {
        var progress = new ProgressLine(TimeProvider.System);
        var report = await writer.WriteAsync(options.Shard, progress, stopping);
        progress.End();
        Console.WriteLine($"{report.Written} shards written ({report.Replaced} of them anew), {report.Kept} kept");
    }

    if (options.Finishes)
    {
        StatisticsTable.Write(await writer.FinishAsync(stopping), options.Shape, Console.Out);
        using var cache = await TokenCache.OpenAsync(options.Output, registry, mixture, CacheTasks.OpenVocabulary(options.Vocabulary), cancellationToken: stopping);
        Console.WriteLine($"The cache '{cache.Folder}' is complete: {cache.Splits.Count} splits.");
    }
    else
    {
        Console.WriteLine("When all shards are written, call this with --finish and the same --of.");
    }
}

static async Task<int> VerifyAsync(string folder, CancellationToken stopping)
{
    var reports = await TokenCache.VerifyAsync(folder, cancellationToken: stopping);
    foreach (var report in reports.Where(report => report.Problem is not null))
        Console.WriteLine($"{Path.GetFileName(report.Path)}: {report.Problem}");
    var damaged = reports.Count(report => report.Problem is not null);
    Console.WriteLine($"{reports.Count} shards of {reports.Sum(report => report.Bytes):N0} bytes read, {damaged} damaged");
    if (damaged > 0) Console.WriteLine("Remove the damaged files and call this again without --verify to write them anew.");
    return damaged == 0 ? 0 : 1;
}
