using ExT5.Core;
using TorchSharp;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class AdapterTrainingTests : IDisposable
{
    private const long Steps = 6;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<AdapterConfig> Adapters =>
        [new LoraConfig(Rank: 4, Alpha: 8, Dropout: 0.1), new Ia3Config { TargetModules = ["k", "v", "wo"] }, new PromptTuningConfig(5)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Adapters))]
    public async Task Training_an_adapter_lowers_the_loss_and_leaves_every_bit_of_the_model(AdapterConfig config)
    {
        using var run = new TunedRun(TinyRun.Options(40), model => T5Adapter.Attach(model, config), rate: config is PromptTuningConfig ? 0.3 : 5e-2);
        var before = run.Values();

        var reports = await run.TrainAsync();

        Assert.InRange(reports[^5..].Average(report => report.Loss), 0, 0.95 * reports[..5].Average(report => report.Loss));
        Assert.All(run.Values(), entry => Assert.Equal(before[entry.Key], entry.Value));
        Assert.Equal(run.Model.Adapter!.NamedParameters.Keys.Order(), run.Optimizer.State.Keys.Select(StateOwner).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public async Task Stopped_and_started_again_it_goes_on_bit_for_bit(AdapterConfig config)
    {
        var whole = await SessionAsync("whole", config, adapterSeed: 1);
        var parts = await SessionAsync("parts", config, adapterSeed: 1, stopAfter: 4);
        // What the new adapter starts from must not matter: all of it comes from the checkpoint.
        parts.AddRange(await SessionAsync("parts", config, adapterSeed: 2));

        Assert.Equal(whole.Select(Bits), parts.Select(Bits));
        Assert.Equal(Read("whole", "adapter_model.safetensors"), Read("parts", "adapter_model.safetensors"));
        Assert.Equal(Read("whole", "optimizer.safetensors"), Read("parts", "optimizer.safetensors"));
    }

    [Fact]
    public async Task An_optimizer_made_before_the_adapter_is_refused()
    {
        using var run = new TinyRun(TinyRun.Options(1));
        using var adapter = T5Adapter.Attach(run.Model, new LoraConfig());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => run.TrainAsync());

        Assert.Contains("make the optimizer of model.TrainableParameters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_holds_the_adapter_alone_and_loads_as_one()
    {
        await SessionAsync("run", new LoraConfig(), adapterSeed: 1);
        var folder = Newest("run");
        using var model = new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 7 });

        using var adapter = T5Adapter.Load(model, folder);

        Assert.False(File.Exists(Path.Combine(folder, "model.safetensors")));
        Assert.Equal(8, ((LoraConfig)adapter.Config).Rank);
    }

    [Fact]
    public async Task An_adapter_on_another_model_or_of_another_kind_is_not_resumed()
    {
        await SessionAsync("run", new LoraConfig(), adapterSeed: 1, stopAfter: 2);

        var model = await Assert.ThrowsAsync<ChangedRunException>(() => SessionAsync("run", new LoraConfig(), adapterSeed: 1, weightSeed: 8));
        var kind = await Assert.ThrowsAsync<ChangedRunException>(() => SessionAsync("run", new LoraConfig(Alpha: 9), adapterSeed: 1));

        Assert.Equal(["model weights"], model.Differences.Select(difference => difference.Split(':')[0]));
        Assert.Equal(["adapter"], kind.Differences.Select(difference => difference.Split(':')[0]));
    }

    [Fact]
    public async Task Parameters_trained_beside_an_adapter_are_saved_with_it()
    {
        using var run = new TunedRun(TinyRun.Options(Steps, _folder.Combine("run")), model =>
        {
            T5Adapter.Attach(model, new LoraConfig());
            model.Unfreeze("*layer_norm.weight");
        });
        var before = run.Values();

        await run.TrainAsync();

        Assert.All(run.Values(), entry => Assert.Equal(entry.Key.EndsWith("layer_norm.weight", StringComparison.Ordinal), !before[entry.Key].SequenceEqual(entry.Value)));
        using var again = T5Model.Load(Newest("run"));
        using var adapter = T5Adapter.Load(again, Newest("run"));
        Assert.All(run.Values(), entry => Assert.Equal(entry.Value, again.NamedParameters[entry.Key].data<float>().ToArray()));
    }

    [Fact]
    public async Task A_merged_adapter_is_not_trained()
    {
        using var run = new TunedRun(TinyRun.Options(1), model => T5Adapter.Attach(model, new LoraConfig()));
        run.Model.Adapter!.Merge();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => run.TrainAsync());

        Assert.Contains("Unmerge()", error.Message, StringComparison.Ordinal);
    }

    private static string StateOwner(string name) => name[..name.LastIndexOf('.')];

    private static (long Step, long Loss, long Norm) Bits(StepReport report) =>
        (report.Step, BitConverter.DoubleToInt64Bits(report.Loss), BitConverter.DoubleToInt64Bits(report.GradientNorm));

    private string Newest(string run) => DirectoryCheckpointStore.FindNewest(_folder.Combine(run))!.Folder;

    private string Read(string run, string file) => Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Newest(run), file)));

    private async Task<List<StepReport>> SessionAsync(
        string run, AdapterConfig config, ulong adapterSeed, long stopAfter = long.MaxValue, ulong weightSeed = 7)
    {
        using var tuned = new TunedRun(
            TinyRun.Options(Steps, _folder.Combine(run)), model => T5Adapter.Attach(model, config, adapterSeed), weightSeed);
        return await tuned.TrainAsync(stopAfter);
    }
}
