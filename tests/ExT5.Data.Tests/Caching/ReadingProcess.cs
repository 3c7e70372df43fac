using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ExT5.Data.Tests;

/// <summary>
/// A process that reads batches from a cache and logs a line for each, as a training run would train: state and length of the log are saved
/// together now and then, and a later process goes on from them.
/// </summary>
internal static class ReadingProcess
{
    public const string Verb = "--read-batches";
    private const int Batches = 90, BatchesASave = 4;

    /// <summary>What is read.</summary>
    public static TaskRegistry Registry => CacheCase.Registry(CacheCase.Rows(50));

    /// <summary>What is saved: where the pipeline stands, and how much of the log belongs to it.</summary>
    internal sealed record Saved(PipelineState State, int Batches, long LogBytes);

    public static async Task<int> RunAsync(string folder, string cache)
    {
        using var pipeline = await OpenAsync(cache);
        var (statePath, logPath) = (Path.Combine(folder, "state.json"), Path.Combine(folder, "log"));
        var saved = File.Exists(statePath) ? JsonSerializer.Deserialize<Saved>(File.ReadAllBytes(statePath))! : new Saved(PipelineState.Start, 0, 0);
        pipeline.State = saved.State;
        PublishedFile.RemoveLeftovers(folder, _ => true);
        using var log = new FileStream(logPath, FileMode.OpenOrCreate, FileAccess.Write);
        log.SetLength(saved.LogBytes);
        log.Seek(0, SeekOrigin.End);
        Console.WriteLine(KillableProcess.Ready);
        for (var batch = saved.Batches; batch < Batches; batch++)
        {
            log.Write(System.Text.Encoding.UTF8.GetBytes(Line(pipeline) + "\n"));
            if ((batch + 1) % BatchesASave != 0) continue;
            log.Flush(flushToDisk: true);
            var state = JsonSerializer.SerializeToUtf8Bytes(new Saved(pipeline.State, batch + 1, log.Length));
            PublishedFile.Write(statePath, state);
            Thread.Sleep(1);
        }

        return 0;
    }

    /// <summary>The log of a run that nothing interrupts and that reads the rows themselves.</summary>
    public static async Task<string[]> UninterruptedAsync()
    {
        using var pipeline = await OpenAsync(cache: null);
        return [.. Enumerable.Range(0, Batches).Select(_ => Line(pipeline))];
    }

    private static string Line(Seq2SeqPipeline pipeline)
    {
        var batch = pipeline.Next();
        var state = pipeline.State;
        int[] ids = [.. batch.EncoderInputTokens, .. batch.EncoderSegmentIds, .. batch.DecoderTargetTokens, .. batch.DecoderTaskIds];
        return string.Create(CultureInfo.InvariantCulture,
            $"{state.Window}:{state.Row} {state.ExampleHash} {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<int>(ids)))}");
    }

    private static Task<Seq2SeqPipeline> OpenAsync(string? cache) => Seq2SeqPipeline.OpenAsync(
        Registry, CacheCase.Mixture, CacheCase.Vocabulary, new BatchShape(4, 200, 60) { Window = 64 }, seed: 5,
        options: new PipelineOptions { CacheFolder = cache });
}
