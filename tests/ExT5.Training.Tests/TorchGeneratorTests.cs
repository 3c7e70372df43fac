using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

/// <summary>Torch's generator is the user's: nothing that ends leaves it elsewhere than it was.</summary>
[Collection(TorchGenerator.Name)]
public sealed class TorchGeneratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Uses => [.. Named.Keys];

    private static Dictionary<string, Func<string, Task>> Named { get; } = new()
    {
        ["a new model"] = _ => Run(() => new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 3 }).Dispose()),
        ["a new model with experts"] = _ => Run(() => new T5Model(TinyRun.SwitchConfig).Dispose()),
        ["a new encoder"] = _ => Run(() => new T5EncoderModel(TinyRun.Config with { EncoderOnly = true }).Dispose()),
        ["saving and loading"] = folder => Run(() =>
        {
            using var model = new T5Model(TinyRun.Config);
            model.Save(folder);
            T5Model.Load(folder).Dispose();
        }),
        ["adapters"] = _ => Run(() =>
        {
            foreach (var config in new AdapterConfig[] { new LoraConfig(4, 8), new Ia3Config(), new PromptTuningConfig(3) })
            {
                using var model = new T5Model(TinyRun.Config);
                using var adapter = T5Adapter.Attach(model, config, seed: 9);
            }
        }),
        ["generating"] = _ => Run(() =>
        {
            using var model = new T5Model(TinyRun.Config);
            model.eval();
            var generator = new T5Generator(model, new ByteVocabulary());
            var limits = new GenerationLimits(MaxNewTokens: 4);
            foreach (var strategy in new DecodingStrategy[] { new GreedySearch(), new BeamSearch(2), new Sampling(Seed: 5, Temperature: 1.5) })
                generator.Generate("number 1", strategy, limits);
        }),
        ["training"] = folder => TrainAsync(folder, TinyRun.Config, NonFinitePolicy.Stop),
        ["training experts"] = folder => TrainAsync(folder, TinyRun.SwitchConfig, NonFinitePolicy.Stop),
        ["resuming"] = async folder =>
        {
            await TrainAsync(folder, TinyRun.Config, NonFinitePolicy.Stop, stopAfter: 1);
            await TrainAsync(folder, TinyRun.Config, NonFinitePolicy.Stop);
        },
        ["steps that are left out"] = folder => TrainAsync(folder, TinyRun.Config, NonFinitePolicy.SkipUpdate, rate: 1e30),
        ["a step that is refused"] = async folder =>
            Assert.NotNull(await Record.ExceptionAsync(() => TrainAsync(folder, TinyRun.Config, NonFinitePolicy.Stop, rate: 1e30))),
        ["evaluating"] = async _ =>
        {
            using var run = new TinyRun(TinyRun.Options(1));
            var evaluator = new Evaluator(new T5Generator(run.Model, run.Vocabulary), run.Vocabulary, TinyRun.Registry);
            await foreach (var score in evaluator.EvaluateAsync("facts", cancellationToken: TestContext.Current.CancellationToken)) Assert.NotNull(score);
        },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task It_is_where_it_was_after(string use)
    {
        manual_seed(2_026).Dispose();
        var expected = State();

        await Named[use](_folder.Path);

        Assert.Equal(expected, State());
    }

    private static Task Run(Action use)
    {
        use();
        return Task.CompletedTask;
    }

    private static async Task TrainAsync(string folder, T5Config config, NonFinitePolicy policy, long stopAfter = long.MaxValue, double rate = 1e-2)
    {
        var options = TinyRun.Options(4, Path.Combine(folder, "run"));
        options.NonFinite = policy;
        using var run = new TinyRun(options, config, schedule: new ConstantSchedule(rate));
        await run.TrainAsync(stopAfter);
    }

    private static byte[] State()
    {
        using var generator = Generator.Default;
        using var state = generator.get_state();
        return state.data<byte>().ToArray();
    }
}
