namespace ExT5.Data;

/// <summary>Hands out the rows of windows, one after the other, as batches. Not thread-safe.</summary>
internal sealed class RowCursor(PipelineState start, WindowQueue windows, int windowSize, PipelineOptions options) : IDisposable
{
    private readonly List<ExampleWindow> _entered = [];
    private readonly Queue<ExampleWindow> _again = [];
    private readonly List<WindowQueue> _retired = [];
    private WindowQueue _windows = windows;
    private ExampleWindow? _window;
    private PipelineState _state = start;

    public PipelineState State { get; private set; } = start;

    /// <summary>Goes on with other windows after the one that is being handed out.</summary>
    /// <param name="phase">Their weights.</param>
    /// <param name="open">Opens the windows from a number on.</param>
    public void Replace(MixturePhase phase, Func<long, WindowQueue> open)
    {
        Retire(_windows);
        _again.Clear();
        State = _state = phase.Position <= State.Window * windowSize
            ? State with { Phase = phase, NextPhase = null }
            : State with { NextPhase = phase };
        _windows = open(_window is null ? State.Window : State.Window + 1);
    }

    /// <summary>The next batch of this process; the rows of the others' are passed over.</summary>
    public PackedBatch Next(BatchShape shape, int padId, DataShard shard, CancellationToken cancellationToken)
    {
        var begun = _window;
        _entered.Clear();
        try
        {
            var batch = shape.TokenBudget is null
                ? NextRows(shape, padId, shard, cancellationToken)
                : NextWithinBudget(shape, padId, shard, cancellationToken);
            State = _state;
            return batch;
        }
        catch (OperationCanceledException)
        {
            // It was cancelled where it waited, so nothing was left to come again: now what was entered does.
            _entered.ForEach(_again.Enqueue);
            (_state, _window) = (State, begun);
            throw;
        }
    }

    public void Dispose()
    {
        _retired.ForEach(queue => queue.Dispose());
        _windows.Dispose();
    }

    // A source that does not answer must not hold up who goes on with other windows.
    private void Retire(WindowQueue queue)
    {
        queue.Cancel();
        _retired.Add(queue);
        foreach (var idle in _retired.Where(retired => retired.IsIdle).ToList())
        {
            idle.Dispose();
            _retired.Remove(idle);
        }
    }

    private PackedBatch NextRows(BatchShape shape, int padId, DataShard shard, CancellationToken cancellationToken)
    {
        var writer = new BatchWriter(shape, padId);
        var first = (long)shard.Index * shape.Sequences;
        for (var row = 0L; row < (long)shard.Count * shape.Sequences; row++)
        {
            var (window, examples) = NextUnit(cancellationToken);
            if (row < first || row >= first + shape.Sequences) continue;
            foreach (var example in examples) writer.Add(window.Examples[example]!, window.Draws[example].Task);
            writer.EndRow();
        }

        return writer.Batch;
    }

    private PackedBatch NextWithinBudget(BatchShape shape, int padId, DataShard shard, CancellationToken cancellationToken)
    {
        PackedBatch? batch = null;
        for (var i = 0; i < shard.Count; i++)
        {
            var (window, examples) = NextUnit(cancellationToken);
            if (i != shard.Index) continue;
            var writer = new BatchWriter(BatchWriter.ShapeOf(examples, window.Lengths, shape), padId);
            foreach (var example in examples)
            {
                writer.Add(window.Examples[example]!, window.Draws[example].Task);
                writer.EndRow();
            }

            batch = writer.Batch;
        }

        return batch!;
    }

    private (ExampleWindow Window, int[] Examples) NextUnit(CancellationToken cancellationToken)
    {
        while (_window is null || _state.Row >= _window.Rows.Length)
        {
            if (_window is not null) _state = AtWindow(_state.Window + 1);
            _window = _again.TryDequeue(out var again) ? again : _windows.Take(cancellationToken);
            _entered.Add(_window);
            // A window that is entered in its middle was counted when it was entered first.
            if (_state.Row == 0) Count(_window.BadRows);
        }

        var examples = _window.Rows[_state.Row];
        var hash = _state.ExampleHash;
        foreach (var example in examples)
        {
            var draw = _window.Draws[example];
            hash = CounterRandom.Combine(CounterRandom.Combine(CounterRandom.Combine(hash, (ulong)draw.Task), (ulong)draw.Epoch), (ulong)draw.Index);
        }

        _state = _state with { Row = _state.Row + 1, ExampleHash = hash };
        return (_window, examples);
    }

    private PipelineState AtWindow(long window)
    {
        var state = _state with { Window = window, Row = 0 };
        return state.NextPhase is { } next && next.Position <= window * windowSize ? state with { Phase = next, NextPhase = null } : state;
    }

    private void Count(IReadOnlyList<BadRow> badRows)
    {
        foreach (var row in badRows) options.OnBadRow?.Invoke(row);
        _state = _state with { BadRows = _state.BadRows + badRows.Count };
        var read = (_state.Window + 1) * windowSize;
        if (options.BadRows is { } budget && budget.IsExceeded(_state.BadRows, read))
            throw budget.Exceeded(_state.BadRows, read, "positions", badRows[^1].Error);
    }
}
