using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Stopping;

[Collection(TorchGenerator.Name)]
public sealed class StoppingTests : IDisposable
{
    // Far beyond the time a run waits for its sources, far below that of a hang.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);
    // More than are read ahead.
    private const long Steps = 60;
    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _answer = new();

    public void Dispose()
    {
        _answer.Set();
        _folder.Dispose();
    }

    [Fact]
    public async Task Stopped_at_any_moment_a_run_ends_without_an_error_and_goes_on_bit_for_bit()
    {
        var counted = new Moments(at: -1, () => { });
        var whole = await RunAsync(folder: null, counted, CancellationToken.None);
        var random = new CounterRandom(11);
        var drawn = Enumerable.Range(0, 14).Select(_ => 1 + random.NextInt32((int)counted.Seen));
        long[] moments = [.. Enumerable.Range(1, 8).Concat(drawn).Distinct()];


        foreach (var moment in moments)
        {
            using var stopping = new CancellationTokenSource();
            var folder = _folder.Combine($"at-{moment}");

            var before = await RunAsync(folder, new Moments(moment, stopping.Cancel), stopping.Token);
            var after = await RunAsync(folder, new Moments(-1, () => { }), CancellationToken.None);

            Assert.Equal(whole, [.. before, .. after]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Rows_that_cannot_be_read_end_a_run_after_its_last_step_was_saved(int workers)
    {
        var reads = 0;
        using (var counted = new WatchedRun(null, new Moments(-1, () => { }), read: () => Interlocked.Increment(ref reads), workers: workers))
            await counted.TrainAsync(CancellationToken.None);
        var whole = await RunAsync(folder: null, new Moments(-1, () => { }), CancellationToken.None, workers);
        var failed = 0;
        for (var good = 0; good < reads; good += reads / 7)
        {
            var (folder, left, before) = (_folder.Combine($"after-{good}"), good, new List<(long, double)>());
            using (var run = new WatchedRun(folder, new Moments(-1, () => { }), read: Read, workers: workers, checkpointSteps: null))
                failed += await Record.ExceptionAsync(() => run.TrainAsync(before, CancellationToken.None)) is { } error ? Named(error) : 0;

            Assert.Equal(before.Count, DirectoryCheckpointStore.FindNewest(folder)?.Step ?? 0);
            Assert.Equal(whole, [.. before, .. await RunAsync(folder, new Moments(-1, () => { }), CancellationToken.None, workers)]);

            void Read()
            {
                if (Interlocked.Decrement(ref left) < 0) throw new IOException("The disk is gone.");
            }
        }

        Assert.True(failed > 2, $"Only {failed} runs met the bad row.");

        static int Named(Exception error)
        {
            Assert.Contains("The disk is gone.", error.ToString(), StringComparison.Ordinal);
            return 1;
        }
    }

    [Theory]
    [InlineData("opening")]
    [InlineData("reading while opening")]
    [InlineData("reading", 0)]
    [InlineData("reading", 1)]
    [InlineData("reading", 3)]
    [InlineData("reading", 3, true)]
    public async Task A_source_that_never_answers_stops_no_stop(string where, int workers = 1, bool reweighted = false)
    {
        using var reference = reweighted ? new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 5 }) : null;
        using var stopping = new CancellationTokenSource();
        var (folder, opened) = (_folder.Combine("run"), false);
        using var run = new WatchedRun(
            folder, new Moments(-1, () => { }), () => Block(where == "opening"), () => Block(where != "opening" && (opened || where != "reading")),
            heedsToken: false, workers, checkpointSteps: null, reference: reference, steps: Steps);
        stopping.CancelAfter(TimeSpan.FromSeconds(3));

        // The first steps have their rows; then rows come no more.
        var losses = await run.TrainAsync(stopping.Token, _ => opened = true).WaitAsync(Hang, TestContext.Current.CancellationToken);

        Assert.True(losses.Count < Steps);
        Assert.Equal(losses.Count, DirectoryCheckpointStore.FindNewest(folder)?.Step ?? 0);
        using var free = new DirectoryCheckpointStore(folder);

        void Block(bool blocks)
        {
            if (blocks) _answer.Wait();
        }
    }

    [Fact]
    public async Task A_step_that_may_have_changed_parameters_half_is_not_saved()
    {
        using var run = new WatchedRun(
            _folder.Path, new Moments(-1, () => { }), checkpointSteps: 2, wrap: optimizer => new FailingOptimizer(optimizer, failsAt: 4));

        await Assert.ThrowsAsync<InvalidDataException>(() => run.TrainAsync(CancellationToken.None));

        Assert.Equal(2, DirectoryCheckpointStore.FindNewest(_folder.Path)?.Step);
    }

    private static async Task<List<(long Step, double Loss)>> RunAsync(string? folder, Moments moments, CancellationToken stopping, int workers = 1)
    {
        using var run = new WatchedRun(folder, moments, workers: workers);
        return await run.TrainAsync(stopping);
    }
}
