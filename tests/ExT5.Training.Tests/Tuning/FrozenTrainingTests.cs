using ExT5.Core;
using TorchSharp;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class FrozenTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_frozen_keeps_every_bit_and_has_no_optimizer_state()
    {
        using var run = new TunedRun(TinyRun.Options(4), model => model.Freeze("encoder.*", "shared.weight"));
        var before = run.Values();

        await run.TrainAsync();

        Assert.All(run.Values(), entry => Assert.Equal(IsFrozen(entry.Key), before[entry.Key].SequenceEqual(entry.Value)));
        Assert.DoesNotContain(run.Optimizer.State.Keys, IsFrozen);
    }

    [Fact]
    public async Task A_run_goes_on_bit_for_bit_and_only_with_the_same_parameters_frozen()
    {
        var whole = await SessionAsync("whole", "encoder.*");
        var parts = await SessionAsync("parts", "encoder.*", stopAfter: 2);

        var changed = await Assert.ThrowsAsync<ChangedRunException>(() => SessionAsync("parts", "decoder.*"));
        parts.AddRange(await SessionAsync("parts", "encoder.*"));

        Assert.StartsWith("frozen parameters: saved", Assert.Single(changed.Differences), StringComparison.Ordinal);
        Assert.Equal(whole.Select(report => report.Loss), parts.Select(report => report.Loss));
    }

    [Fact]
    public async Task The_norm_that_is_clipped_is_that_of_trained_gradients()
    {
        using var run = new TunedRun(TinyRun.Options(1), model =>
        {
            model.Freeze("*");
            model.Unfreeze("decoder.final_layer_norm.weight");
        });
        using var all = new TunedRun(TinyRun.Options(1), _ => { });

        var (one, every) = ((await run.TrainAsync())[0], (await all.TrainAsync())[0]);

        Assert.Equal(every.Loss, one.Loss);
        Assert.InRange(one.GradientNorm, 1e-6, 0.5 * every.GradientNorm);
    }

    private static bool IsFrozen(string name) =>
        name.StartsWith("encoder.", StringComparison.Ordinal) || name.StartsWith("shared.", StringComparison.Ordinal);

    private async Task<List<StepReport>> SessionAsync(string run, string frozen, long stopAfter = long.MaxValue)
    {
        using var tuned = new TunedRun(TinyRun.Options(4, _folder.Combine(run)), model => model.Freeze(frozen));
        return await tuned.TrainAsync(stopAfter);
    }
}
