using System.Security.Cryptography;
using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class ResumeTests : IDisposable
{
    private const long Steps = 9;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(2, 3, 8)]
    public async Task Stopped_at_any_step_and_started_again_a_run_has_the_same_losses_and_weights_bit_for_bit(params int[] stops)
    {
        var whole = await SessionAsync("whole", weightSeed: 7);
        var parts = new List<StepReport>();
        foreach (var stop in stops.Select(stop => (long)stop).Append(Steps))
        {
            // What the new objects start from must not matter: all of it comes from the checkpoint.
            manual_seed(stop).Dispose();
            parts.AddRange(await SessionAsync("parts", weightSeed: parts.Count == 0 ? 7UL : 99UL, stop));
        }

        Assert.Equal(whole.Select(Bits), parts.Select(Bits));
        Assert.Equal(Hash("whole", "model.safetensors"), Hash("parts", "model.safetensors"));
        Assert.Equal(Hash("whole", "optimizer.safetensors"), Hash("parts", "optimizer.safetensors"));
    }

    [Fact]
    public async Task A_run_goes_on_bit_for_bit_in_another_process_on_two_threads()
    {
        await TrainingProcess.StartAsync(_folder.Combine("whole"), TrainingProcess.Steps, weightSeed: 7);
        await TrainingProcess.StartAsync(_folder.Combine("parts"), stopAfter: 3, weightSeed: 7);
        await TrainingProcess.StartAsync(_folder.Combine("parts"), TrainingProcess.Steps, weightSeed: 99);

        Assert.Equal(TrainingProcess.Steps, DirectoryCheckpointStore.FindNewest(_folder.Combine("parts"))?.Step);
        Assert.Equal(Hash("whole", "model.safetensors"), Hash("parts", "model.safetensors"));
        Assert.Equal(Hash("whole", "optimizer.safetensors"), Hash("parts", "optimizer.safetensors"));
    }

    [Fact]
    public async Task A_damaged_newest_checkpoint_costs_the_steps_since_the_one_before()
    {
        var whole = await SessionAsync("run", weightSeed: 7, options: options => options.CheckpointSteps = 4);
        Directory.Delete(_folder.Combine("run/step-00000004"), recursive: true);
        File.AppendAllText(_folder.Combine("run/step-00000009/optimizer.safetensors"), "x");

        var again = await SessionAsync("run", weightSeed: 99);

        Assert.Equal(whole.Skip(8).Select(Bits), again.Select(Bits));
    }

    [Fact]
    public async Task A_finished_run_that_is_started_again_has_nothing_to_do()
    {
        await SessionAsync("run", weightSeed: 7);

        Assert.Empty(await SessionAsync("run", weightSeed: 7));
    }

    [Fact]
    public async Task A_run_can_be_made_longer()
    {
        await SessionAsync("run", weightSeed: 7);

        var more = await SessionAsync("run", weightSeed: 7, options: options => options.Steps = Steps + 2);

        Assert.Equal([Steps + 1, Steps + 2], more.Select(report => report.Step));
    }

    [Fact]
    public async Task A_checkpoint_of_a_different_run_is_refused_with_every_difference()
    {
        await SessionAsync("run", weightSeed: 7, stopAfter: 1);
        var options = Options("run");
        options.Seed = 1;
        using var changed = new TinyRun(
            options, TinyRun.Config with { DropoutRate = 0.2 }, new ByteVocabulary(120), schedule: new ConstantSchedule(1e-3));

        var refusal = await Assert.ThrowsAsync<ChangedRunException>(() => changed.TrainAsync());

        Assert.Equal(
            ["data fingerprint", "model", "schedule", "seed", "vocabulary fingerprint"],
            refusal.Differences.Select(difference => difference.Split(':')[0]));
        Assert.Contains("seed: saved 42, now 1", refusal.Differences);
    }

    [Fact]
    public async Task A_different_run_goes_on_when_that_is_allowed()
    {
        await SessionAsync("run", weightSeed: 7, stopAfter: 1);
        var options = Options("run");
        options.AllowChangedRun = true;
        options.Seed = 1;
        using var changed = new TinyRun(options);

        Assert.Equal(2, (await changed.TrainAsync(stopAfter: 2))[0].Step);
    }

    [Fact]
    public async Task Two_trainers_cannot_hold_one_folder()
    {
        using var store = new DirectoryCheckpointStore(_folder.Combine("run"));

        await Assert.ThrowsAsync<CheckpointException>(() => SessionAsync("run", weightSeed: 7));
    }

    [Fact]
    public async Task Checkpoints_hold_the_model_in_Hugging_Face_layout_and_the_files_named()
    {
        var vocabulary = _folder.Combine("words.txt");
        File.WriteAllText(vocabulary, "bytes");
        using var run = new TinyRun(With(TinyRun.Options(2, _folder.Combine("run")), options => options.CheckpointFiles.Add(vocabulary)));
        var saved = (await run.TrainAsync())[^1].Saved!;

        Assert.Equal(
            ["config.json", "manifest.json", "model.safetensors", "optimizer.safetensors", "trainer.json", "words.txt"],
            Directory.GetFiles(saved.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(TinyRun.Config, T5Config.FromHuggingFace(Path.Combine(saved.Folder, "config.json")));
        using var weights = SafetensorsFile.Open(Path.Combine(saved.Folder, "model.safetensors"));
        Assert.Equal(run.Model.NamedParameters.Keys.Order(), weights.Entries.Keys.Order());
        Assert.All(run.Model.NamedParameters, entry =>
        {
            using var read = weights.Read(entry.Key);
            Assert.True(read.equal(entry.Value).all().item<bool>(), entry.Key);
        });
    }

    [Fact]
    public async Task Steps_are_saved_as_often_as_the_options_say_and_at_the_end()
    {
        var reports = await SessionAsync("run", weightSeed: 7, options: options => (options.CheckpointSteps, options.KeepCheckpoints) = (4, 9));

        Assert.Equal([4, 8, 9], reports.Where(report => report.Saved is not null).Select(report => report.Step));
        Assert.Equal(9, DirectoryCheckpointStore.FindNewest(_folder.Combine("run"))?.Step);
    }

    private static (long Step, long Loss, long Norm) Bits(StepReport report) =>
        (report.Step, BitConverter.DoubleToInt64Bits(report.Loss), BitConverter.DoubleToInt64Bits(report.GradientNorm));

    private string Hash(string run, string file) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(DirectoryCheckpointStore.FindNewest(_folder.Combine(run))!.Folder, file))));

    private TrainingOptions Options(string run) => With(TinyRun.Options(Steps, _folder.Combine(run)), options => options.GradientAccumulation = 2);

    private static TrainingOptions With(TrainingOptions options, Action<TrainingOptions>? change)
    {
        change?.Invoke(options);
        return options;
    }

    private async Task<List<StepReport>> SessionAsync(
        string run, ulong weightSeed, long stopAfter = long.MaxValue, Action<TrainingOptions>? options = null)
    {
        using var tiny = new TinyRun(With(Options(run), options), modelOptions: new T5ModelOptions { Seed = weightSeed });
        return await tiny.TrainAsync(stopAfter);
    }
}
