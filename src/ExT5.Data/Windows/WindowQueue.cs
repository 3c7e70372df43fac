namespace ExT5.Data;

/// <summary>
/// Windows in order, made ahead on background threads: as many at once as there are workers, and no more than that
/// many wait. A fault surfaces where its window is taken. Not thread-safe.
/// </summary>
internal sealed class WindowQueue(WindowReader reader, WindowSamplers samplers, long first, int workers) : IDisposable
{
    private readonly Queue<Task<ExampleWindow>> _ahead = [];
    private readonly CancellationTokenSource _stopping = new();
    private long _next = first;
    private bool _disposed;

    /// <summary>The next window; the wait for it can be cancelled, and it is then still the next.</summary>
    public ExampleWindow Take(CancellationToken cancellationToken)
    {
        if (workers == 0) return reader.Read(samplers.Of(_next), _next++, cancellationToken);
        while (_ahead.Count < workers) Begin();
        var window = _ahead.Peek().WaitAsync(cancellationToken).GetAwaiter().GetResult();
        _ahead.Dequeue();
        Begin();
        return window;
    }

    /// <summary>Whether nothing is read any more.</summary>
    public bool IsIdle => _ahead.All(window => window.IsCompleted);

    /// <summary>Tells the threads to end and does not wait for them.</summary>
    public void Cancel() => _stopping.Cancel();

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Cancel();
        // A source may close only when nobody reads from it any more.
        Task.WhenAll(_ahead).ContinueWith(done => _ = done.Exception, TaskScheduler.Default).Wait();
        _ahead.Clear();
        _stopping.Dispose();
    }

    private void Begin()
    {
        var (number, token) = (_next++, _stopping.Token);
        _ahead.Enqueue(Task.Run(() => reader.Read(samplers.Of(number), number, token), token));
    }
}
