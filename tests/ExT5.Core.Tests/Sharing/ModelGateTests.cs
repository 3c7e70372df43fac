namespace ExT5.Core.Tests.Sharing;

public sealed class ModelGateTests
{
    // Long enough for a thread that may go on to do so on a busy machine; what must wait is waited for so long.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly ModelGate _gate = new(typeof(T5Model));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_use_a_model_at_the_same_time()
    {
        using var here = _gate.Use(Token);

        await Elsewhere(() => _gate.Use(Token).Dispose());
    }

    [Fact]
    public async Task A_change_waits_for_calls_and_later_calls_wait_for_it()
    {
        var order = new List<string>();
        var use = _gate.Use(Token);
        var change = Elsewhere(() => Note(_gate.Change(), "change", order));
        await Task.Delay(Moment, Token);
        var later = Elsewhere(() => Note(_gate.Use(Token), "use", order));
        await Task.Delay(Moment, Token);
        Assert.Empty(order);

        use.Dispose();

        await Task.WhenAll(change, later);
        Assert.Equal(["change", "use"], order);
    }

    [Fact]
    public async Task Neither_calls_nor_changes_wait_for_ever_when_others_come_without_end()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (uses, changes) = (0, 0);
        Task[] crowd =
        [
            .. Enumerable.Range(0, 4).Select(_ => Elsewhere(() => Repeat(() => _gate.Use(Token), () => Interlocked.Increment(ref uses), stop.Token))),
            .. Enumerable.Range(0, 2).Select(_ => Elsewhere(() => Repeat(() => _gate.Change(), () => Interlocked.Increment(ref changes), stop.Token))),
        ];
        while (Volatile.Read(ref uses) < 50 || Volatile.Read(ref changes) < 50)
            await Task.Delay(1, Token);

        await stop.CancelAsync();
        await Task.WhenAll(crowd);
    }

    [Fact]
    public async Task What_a_call_starts_goes_ahead_although_a_change_waits()
    {
        using var stop = new CancellationTokenSource();
        var use = _gate.Use(Token);
        var change = Elsewhere(() => _gate.Change().Dispose());
        await Task.Delay(Moment, Token);

        await Task.Run(() => _gate.Use(Token).Dispose(), Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.False(change.IsCompleted);
        use.Dispose();
        await change;
    }

    [Fact]
    public void A_change_may_use_and_change_inside_of_itself()
    {
        using var change = _gate.Change();
        using var use = _gate.Use(Token);

        using var again = _gate.Change();
    }

    [Fact]
    public void A_call_cannot_change_the_model_it_uses()
    {
        using var use = _gate.Use(Token);

        var error = Assert.Throws<InvalidOperationException>(() => _gate.Change());

        Assert.Contains("T5Model is in use by the call", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        using var change = _gate.Change();
        var waiting = Elsewhere(() => _gate.Use(stop.Token).Dispose());
        await Task.Delay(Moment, Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Closing_frees_once_after_the_last_call_and_refuses_those_that_wait()
    {
        var freed = 0;
        var use = _gate.Use(Token);
        var waiting = Elsewhere(() => _gate.Change().Dispose());
        await Task.Delay(Moment, Token);

        _gate.Close(() => freed++);
        _gate.Close(() => freed++);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Equal(0, freed);
        use.Dispose();
        use.Dispose();
        Assert.Equal(1, freed);
        Assert.Throws<ObjectDisposedException>(() => _gate.Use(Token));
    }

    [Fact]
    public void Changes_of_weights_are_counted_and_others_are_not()
    {
        _gate.Use(Token).Dispose();
        _gate.Change(weights: false).Dispose();
        Assert.Equal(0, _gate.Version);

        _gate.Change().Dispose();

        Assert.Equal(1, _gate.Version);
    }

    // A thread that was started inside of no call: what this test holds does not flow to it.
    private static Task Elsewhere(Action action)
    {
        using var flow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        return Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static void Note(ModelLease lease, string what, List<string> order)
    {
        lock (order)
            order.Add(what);
        lease.Dispose();
    }

    private static void Repeat(Func<ModelLease> enter, Action count, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var lease = enter();
            count();
        }
    }
}
