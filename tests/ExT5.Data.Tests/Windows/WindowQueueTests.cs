namespace ExT5.Data.Tests;

public class WindowQueueTests
{
    private static readonly BatchShape Shape = new(4, 48, 24) { Window = 64 };

    [Fact]
    public async Task As_many_windows_as_there_are_workers_are_made_ahead_and_no_more()
    {
        var read = 0;
        using var pipeline = await Open(_ => Interlocked.Increment(ref read), workers: 3);
        read = 0;

        pipeline.Next();
        SpinWait.SpinUntil(() => Volatile.Read(ref read) >= 4 * 64, TimeSpan.FromMinutes(1));
        pipeline.Dispose();

        Assert.Equal(4 * 64, read);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(200)] // a batch of many windows
    public async Task A_wait_that_is_cancelled_ends_though_the_source_hangs_and_loses_nothing(int sequences)
    {
        using var gate = new ManualResetEventSlim(false);
        using var cancelling = new CancellationTokenSource();
        var (read, limit, batches) = (0, int.MaxValue, 0);
        using var pipeline = await Open(_ =>
        {
            if (Interlocked.Increment(ref read) <= Volatile.Read(ref limit)) return;
            cancelling.Cancel();
            gate.Wait();
        }, workers: 1, sequences: sequences);
        using var undisturbed = await Open(_ => { }, workers: 1, sequences: sequences);
        read = 0;
        Assert.Equal(pipeline.Next().EncoderInputTokens, undisturbed.Next().EncoderInputTokens);

        Volatile.Write(ref limit, (int)(pipeline.State.Window + 5) * 64);
        Assert.ThrowsAny<OperationCanceledException>(() => Endlessly(() =>
        {
            pipeline.Next(cancelling.Token);
            batches++;
        }));
        Volatile.Write(ref limit, int.MaxValue);
        gate.Set();

        for (var i = 0; i < batches; i++) undisturbed.Next();
        Assert.Equal(undisturbed.State, pipeline.State);
        for (var i = 0; i < 30; i++) Assert.Equal(undisturbed.Next().EncoderInputTokens, pipeline.Next().EncoderInputTokens);
        Assert.Equal(undisturbed.State, pipeline.State);
    }

    [Fact]
    public async Task A_fault_ahead_surfaces_only_when_its_window_is_reached()
    {
        using var pipeline = await Open(row => { if (row == 63) throw new InvalidOperationException("broken"); }, workers: 4, rows: 64);

        var error = Assert.Throws<ExampleException>(() => Endlessly(() => pipeline.Next()));

        Assert.Equal("Task 'numbers', example 63: broken", error.Message);
        Assert.Equal(PipelineState.Start, pipeline.State);
    }

    [Fact]
    public async Task Disposing_waits_for_the_readers_to_end()
    {
        using var gate = new ManualResetEventSlim(true);
        var (read, waiting) = (0, 0);
        var pipeline = await Open(_ =>
        {
            if (Interlocked.Increment(ref read) <= 64) return;
            Interlocked.Increment(ref waiting);
            gate.Wait();
            Interlocked.Decrement(ref waiting);
        }, workers: 1);
        read = 0;
        gate.Reset();
        pipeline.Next();
        SpinWait.SpinUntil(() => Volatile.Read(ref waiting) == 1, TimeSpan.FromMinutes(1));

        var disposing = Task.Run(pipeline.Dispose, TestContext.Current.CancellationToken);

        Assert.NotSame(disposing, await Task.WhenAny(disposing, Task.Delay(100, TestContext.Current.CancellationToken)));
        gate.Set();
        await disposing;
        Assert.Equal(0, waiting);
    }

    [Fact]
    public async Task A_disposed_pipeline_may_be_disposed_again_and_gives_nothing()
    {
        var pipeline = await Open(_ => { }, workers: 1);
        pipeline.Dispose();

        pipeline.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pipeline.Next());
        Assert.Throws<ObjectDisposedException>(() => pipeline.Reweight([1]));
        Assert.Throws<ObjectDisposedException>(() => pipeline.State = PipelineState.Start);
    }

    private static void Endlessly(Action action)
    {
        while (true) action();
    }

    private static Task<Seq2SeqPipeline> Open(Action<int> onRow, int workers, int rows = 50, int sequences = 4)
    {
        var registry = new TaskRegistryBuilder().AddTask<int>("numbers", task => task
            .ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, rows)])).Format(row =>
            {
                onRow(row);
                return new($"number {row}", $"{row}");
            })).Build();
        return Seq2SeqPipeline.OpenAsync(
            registry, "numbers", new ByteVocabulary(), Shape with { Sequences = sequences }, 1, options: new() { Workers = workers }, cancellationToken: TestContext.Current.CancellationToken);
    }
}
