namespace ExT5.Data.Tests;

public class WindowQueueTests
{
    private static readonly BatchShape Shape = new(4, 48, 24) { Window = 64 };

    [Fact]
    public async Task No_more_windows_are_made_ahead_than_there_are_workers()
    {
        var read = 0;
        using var pipeline = await Open(_ => Interlocked.Increment(ref read), workers: 3);
        read = 0;

        pipeline.Next();
        await Task.Delay(300, TestContext.Current.CancellationToken);

        Assert.InRange(read, 64, 4 * 64);
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_loses_nothing()
    {
        using var gate = new ManualResetEventSlim(true);
        using var pipeline = await Open(_ => gate.Wait(), workers: 1);
        using var undisturbed = await Open(_ => { }, workers: 1);
        Assert.Equal(pipeline.Next().EncoderInputTokens, undisturbed.Next().EncoderInputTokens);
        gate.Reset();
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        var release = Task.Run(async () => { await Task.Delay(400); gate.Set(); }, TestContext.Current.CancellationToken);
        Assert.ThrowsAny<OperationCanceledException>(() => Endlessly(() =>
        {
            pipeline.Next(cancelling.Token);
            undisturbed.Next();
        }));
        await release;

        for (var i = 0; i < 10; i++) Assert.Equal(undisturbed.Next().EncoderInputTokens, pipeline.Next().EncoderInputTokens);
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
        var reading = 0;
        var pipeline = await Open(_ => { Interlocked.Increment(ref reading); Thread.Sleep(1); Interlocked.Decrement(ref reading); }, workers: 4);
        pipeline.Next();

        pipeline.Dispose();

        Assert.Equal(0, reading);
    }

    private static void Endlessly(Action action)
    {
        while (true) action();
    }

    private static Task<Seq2SeqPipeline> Open(Action<int> onRow, int workers, int rows = 50)
    {
        var registry = new TaskRegistryBuilder().AddTask<int>("numbers", task => task
            .ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, rows)])).Format(row =>
            {
                onRow(row);
                return new($"number {row}", $"{row}");
            })).Build();
        return Seq2SeqPipeline.OpenAsync(
            registry, "numbers", new ByteVocabulary(), Shape, 1, options: new() { Workers = workers }, cancellationToken: TestContext.Current.CancellationToken);
    }
}
