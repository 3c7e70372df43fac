namespace ExT5.Stress;

/// <summary>The load the test brings along: threads that allocate in a tight loop and one that collects, so that finalizers run at any moment.</summary>
internal sealed class Disturbance : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Thread[] _threads;
    private long _collections;

    public Disturbance()
    {
        _threads = [new(Collect), .. Enumerable.Range(0, 2).Select(_ => new Thread(Allocate))];
        foreach (var thread in _threads)
        {
            thread.IsBackground = true;
            thread.Start();
        }
    }

    public long Collections => Interlocked.Read(ref _collections);

    public void Dispose()
    {
        _end.Cancel();
        foreach (var thread in _threads) thread.Join();
        _end.Dispose();
    }

    private void Collect()
    {
        while (!_end.IsCancellationRequested)
        {
            // A finalizer frees what a collection found dead, so both must happen inside a native call of another thread.
            GC.Collect(Interlocked.Increment(ref _collections) % 50 == 0 ? 2 : 0, GCCollectionMode.Forced, blocking: true);
            if (_collections % 4 == 0) GC.WaitForPendingFinalizers();
        }
    }

    private void Allocate()
    {
        var kept = new byte[64][];
        for (var i = 0; !_end.IsCancellationRequested; i++) kept[i % kept.Length] = new byte[512 + i % 4096];
    }
}
