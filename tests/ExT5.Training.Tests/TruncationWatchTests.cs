using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class TruncationWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Long_texts_are_warned_of_once_a_task_and_counted_in_every_report()
    {
        var log = new KeptLog<Trainer>();

        var reports = await TrainAsync(log, steps: 6, Rows(@long: 16));

        var warning = Assert.Single(log.Warnings);
        Assert.Contains("Task 'rows': 16 inputs and 0 targets of 16 sampled examples are cut to 32 and 8 tokens", warning, StringComparison.Ordinal);
        // 500 bytes and EOS in 32 places.
        Assert.All(reports, report => Assert.Equal(
            new TaskTruncation("rows", report.Step * 4, report.Step * 4, 0, report.Step * 4 * 469, 0), Assert.Single(report.Truncation)));
        Assert.Contains("Cut since the beginning of the run: rows: 24 of 24 inputs cut (100.0 %, 11,256 tokens), 0 targets (0.0 %, 0 tokens).", log.Lines);
    }

    [Fact]
    public async Task What_no_sample_shows_is_warned_of_when_it_was_drawn()
    {
        var log = new KeptLog<Trainer>();

        // Of 400 rows 64 are sampled, the first of each 6 or 7: the row behind each of 20 of them is long.
        var rows = Rows(count: 400, @long: 0);
        for (var i = 0; i < 20; i++) rows[6 * i * 400 / 128 + 1] = new string('x', 500);
        await TrainAsync(log, steps: 60, rows, options => options.Batch = options.Batch with { Sequences = 16 });

        Assert.Contains(" drawn examples are cut", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(0.5, 0)]
    [InlineData(0.2, 1)]
    [InlineData(0.0, 1)]
    public async Task A_share_is_warned_of_as_the_options_say(double share, int warnings)
    {
        var log = new KeptLog<Trainer>();

        await TrainAsync(log, steps: 2, Rows(@long: 4), options => options.TruncationWarning = share);

        Assert.Equal(warnings, log.Warnings.Count);
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_is_cut()
    {
        var log = new KeptLog<Trainer>();

        var reports = await TrainAsync(log, steps: 2, Rows(@long: 0));

        Assert.Empty(log.Warnings);
        Assert.DoesNotContain(log.Lines, line => line.Contains("Cut", StringComparison.Ordinal));
        Assert.All(reports, report => Assert.Equal(0, Assert.Single(report.Truncation).CutInputs));
    }

    [Fact]
    public async Task Counts_go_on_when_a_run_does()
    {
        void Save(TrainingOptions options) => options.OutputFolder = _folder.Combine("run");
        await TrainAsync(new(), steps: 3, Rows(@long: 16), Save);

        var reports = await TrainAsync(new(), steps: 5, Rows(@long: 16), Save);

        Assert.Equal([(4L, 16L), (5L, 20L)], reports.Select(report => (report.Step, report.Truncation[0].CutInputs)));
    }

    private static string[] Rows(int @long, int count = 16) => [.. Enumerable.Range(0, count).Select(i => i < @long ? new string('x', 500) : $"{i}")];

    private static async Task<List<StepReport>> TrainAsync(KeptLog<Trainer> log, long steps, string[] rows, Action<TrainingOptions>? change = null)
    {
        var options = new TrainingOptions { Steps = steps, Batch = new BatchShape(4, 32, 8, Packed: false) { Window = 64 }, CheckpointSteps = null };
        change?.Invoke(options);
        using var model = new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 7 });
        using var optimizer = new AdamW(model.NamedParameters.Select(entry => (entry.Key, entry.Value)));
        var task = Seq2SeqTask.Create<string>("rows", task => task.ReadFrom(new InMemorySource<string>(rows)).Format(row => new(row, "yes")));
        var trainer = new Trainer(model, optimizer, new TaskRegistry([task], []), new ByteVocabulary(), options, new ConstantSchedule(1e-3), logger: log);
        var reports = new List<StepReport>();
        await foreach (var report in trainer.TrainAsync("rows", TestContext.Current.CancellationToken)) reports.Add(report);
        return reports;
    }
}
