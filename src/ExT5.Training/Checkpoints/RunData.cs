using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>What the rows of a run are: read beside the training, compared when a run goes on, and part of each save.</summary>
internal sealed class RunData(BatchFeed feed, ILogger logger) : IDisposable
{
    // The first save waits so long for the reading, which began with the run; terabytes are in a later one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _ended = new();
    private Task<IReadOnlyList<TaskData>>? _reading;
    private bool _waited;

    /// <summary>What changed since a save. Files of the same path, size and time are not read; the others now are.</summary>
    /// <param name="step">The step that was saved.</param>
    /// <param name="saved">What was saved.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <exception cref="DataSourceException">A file cannot be read.</exception>
    public IReadOnlyList<TaskDataChange> ChangesSince(long step, IReadOnlyList<TaskData> saved, CancellationToken stopping)
    {
        Read(saved);
        try
        {
            return TaskData.Changes(saved, _reading!.WaitAsync(stopping).GetAwaiter().GetResult());
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException or ExT5DataException))
        {
            // A row that cannot be read: the run says so when it is drawn.
            Log.DataNotCompared(logger, step, error.Message);
            return [];
        }
    }

    /// <summary>Begins to read, unless that was done to compare.</summary>
    public void Begin()
    {
        if (_reading is null) Read(null);
    }

    /// <summary>What the rows are; null, with a warning, when that is not known yet or cannot be.</summary>
    /// <param name="step">The step that is saved.</param>
    public IReadOnlyList<TaskData>? ForSave(long step)
    {
        try
        {
            var (patience, _) = (_waited ? TimeSpan.Zero : Patience, _waited = true);
            return _reading!.WaitAsync(patience).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever a source does not tell of itself, it must not cost a step.
            Log.DataNotKnown(logger, step, error is TimeoutException ? "their files are still being read" : error.Message);
            return null;
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private void Read(IReadOnlyList<TaskData>? known)
    {
        _reading = feed.Pipeline.ReadDataAsync(known, _ended.Token);
        feed.CloseAfter(_reading);
    }
}
