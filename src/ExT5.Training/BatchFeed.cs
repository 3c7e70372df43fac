using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>
/// A run's pipeline that never holds up a stop: opening, reading and closing run on threads of their own, and a source that
/// does not answer is left behind there.
/// </summary>
internal sealed class BatchFeed : IAsyncDisposable
{
    // Sources that heed their token end far sooner; one that does not must not keep a stopped run from ending.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly ILogger _logger;
    private readonly List<Task> _readers = [];
    private Task _reading = Task.CompletedTask;

    private BatchFeed(Seq2SeqPipeline pipeline, ILogger logger) => (Pipeline, _logger) = (pipeline, logger);

    /// <summary>The pipeline; reading from it is for <see cref="Next"/> alone.</summary>
    public Seq2SeqPipeline Pipeline { get; }

    /// <summary>Opens a pipeline.</summary>
    /// <param name="open">Opens it, as far as its sources heed the token.</param>
    /// <param name="logger">Receives a warning when a source is left behind.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <returns>The feed; null when it was stopped.</returns>
    public static async Task<BatchFeed?> OpenAsync(
        Func<CancellationToken, Task<Seq2SeqPipeline>> open, ILogger logger, CancellationToken stopping)
    {
        var opening = Task.Run(() => open(stopping), CancellationToken.None);
        try
        {
            return new BatchFeed(await opening.WaitAsync(stopping).ConfigureAwait(false), logger);
        }
        catch (Exception error) when (stopping.IsCancellationRequested && IsCancellation(error))
        {
            await LeaveAsync(CloseOpenedAsync(opening), logger).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>The batches of a step.</summary>
    /// <param name="count">How many.</param>
    /// <param name="stopping">Ends the wait; the pipeline's state is then of no use any more.</param>
    /// <returns>The batches; null when it was stopped before they were there.</returns>
    public IReadOnlyList<PackedBatch>? Next(int count, CancellationToken stopping)
    {
        // A thread of its own: the pool's may all be at work on windows.
        var reading = Task.Factory.StartNew(
            IReadOnlyList<PackedBatch> () => [.. Enumerable.Range(0, count).Select(_ => Pipeline.Next(stopping))],
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _reading = reading;
        try
        {
            return reading.WaitAsync(stopping).GetAwaiter().GetResult();
        }
        catch (Exception error) when (stopping.IsCancellationRequested && IsCancellation(error))
        {
            return null;
        }
    }

    /// <summary>Keeps the pipeline open until another reader of it has ended.</summary>
    public void CloseAfter(Task reader) => _readers.Add(reader);

    public async ValueTask DisposeAsync() => await LeaveAsync(CloseAsync(), _logger).ConfigureAwait(false);

    private async Task CloseAsync()
    {
        // What a cache maps must stay until nobody reads from it.
        await Task.WhenAll([_reading, .. _readers]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Pipeline.Dispose();
    }

    private static async Task CloseOpenedAsync(Task<Seq2SeqPipeline> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (opening.IsCompletedSuccessfully) opening.Result.Dispose();
    }

    private static async Task LeaveAsync(Task closing, ILogger logger)
    {
        var first = await Task.WhenAny(closing, Task.Delay(Grace)).ConfigureAwait(false);
        if (first == closing) await closing.ConfigureAwait(false);
        else Log.SourceLeftBehind(logger, (int)Grace.TotalSeconds);
    }

    private static bool IsCancellation(Exception? error) => error switch
    {
        null => false,
        OperationCanceledException => true,
        AggregateException many => many.InnerExceptions.All(IsCancellation),
        _ => IsCancellation(error.InnerException),
    };
}
