using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ExT5.Training.Tests.DependencyInjection;

public sealed class ServiceCollectionTrainingExtensionsTests
{
    [Fact]
    public async Task A_trainer_and_an_evaluator_come_out_of_a_container()
    {
        await using var services = Services(options => (options.Steps, options.Batch) = (2, new BatchShape(2, 48, 16)));
        var reports = new List<StepReport>();
        await foreach (var report in services.GetRequiredService<Trainer>().TrainAsync("both", TestContext.Current.CancellationToken))
            reports.Add(report);

        Assert.Equal(2, reports.Count);
        Assert.IsType<Adafactor>(services.GetRequiredService<IOptimizer>());
        Assert.NotNull(services.GetRequiredService<Evaluator>());
        Assert.Same(services.GetRequiredService<T5Model>(), services.GetRequiredService<T5Model>());
    }

    [Fact]
    public void What_was_registered_before_is_kept()
    {
        using var services = new ServiceCollection()
            .AddSingleton<ILearningRateSchedule>(new ConstantSchedule(0.5))
            .AddT5Training(_ => { })
            .BuildServiceProvider();

        Assert.Equal(new ConstantSchedule(0.5), services.GetRequiredService<ILearningRateSchedule>());
    }

    [Fact]
    public void Wrong_options_are_refused_when_the_host_starts()
    {
        using var services = Services(options => (options.Steps, options.ClipNorm) = (0, -1));

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("TrainingOptions.Steps must be at least 1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("TrainingOptions.ClipNorm is -1", refusal.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Action<TrainingOptions> configure) => new ServiceCollection()
        .AddSingleton(TinyRun.Registry)
        .AddSingleton<Vocabulary>(new ByteVocabulary())
        .AddT5Model(TinyRun.Config, model => model.Seed = 3)
        .AddT5Training(configure)
        .BuildServiceProvider();
}
