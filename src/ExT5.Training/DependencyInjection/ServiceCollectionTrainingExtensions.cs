using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a model and what trains, evaluates and uses it. Whatever was registered before is kept.</summary>
public static class ServiceCollectionTrainingExtensions
{
    /// <summary>Adds a <see cref="T5Model"/> with initial weights and a <see cref="T5Generator"/> over it, each once.</summary>
    /// <param name="services">The services.</param>
    /// <param name="config">Sizes and choices of the model.</param>
    /// <param name="configure">Sets device, precision, kernel and seed; null takes the defaults.</param>
    public static IServiceCollection AddT5Model(
        this IServiceCollection services, T5Config config, Action<T5ModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(config);
        if (configure is not null) services.Configure(configure);
        services.AddOptions();
        services.TryAddSingleton(provider => new T5Model(config, provider.GetRequiredService<IOptions<T5ModelOptions>>().Value));
        services.TryAddSingleton(provider => new T5Generator(
            provider.GetRequiredService<T5Model>(), provider.GetRequiredService<Vocabulary>()));
        return services;
    }

    /// <summary>
    /// Adds a <see cref="Trainer"/> and an <see cref="Evaluator"/>. Defaults, each replaced by registering another first
    /// or later: <see cref="Adafactor"/> as T5 pre-trains, <see cref="InverseSquareRootSchedule"/>, <see cref="Seq2SeqLoss"/>,
    /// checkpoints in <see cref="TrainingOptions.OutputFolder"/>. Needs a model, a <see cref="Vocabulary"/> and tasks.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; validated when the host starts.</param>
    public static IServiceCollection AddT5Training(this IServiceCollection services, Action<TrainingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<TrainingOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<EvaluationOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrainingOptions>, TrainingOptionsRules>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EvaluationOptions>, EvaluationOptionsRules>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILearningRateSchedule>(new InverseSquareRootSchedule());
        services.TryAddSingleton(new Seq2SeqLoss());
        services.TryAddSingleton<IOptimizer>(provider => new Adafactor(
            provider.GetRequiredService<T5Model>().TrainableParameters.Select(entry => (entry.Key, entry.Value))));
        services.TryAddSingleton(NewTrainer);
        services.TryAddSingleton(provider => new Evaluator(
            provider.GetRequiredService<T5Generator>(), provider.GetRequiredService<Vocabulary>(),
            provider.GetRequiredService<TaskRegistry>(), provider.GetRequiredService<IOptions<EvaluationOptions>>().Value,
            provider.GetService<ILogger<Evaluator>>()));
        return services;
    }

    private static Trainer NewTrainer(IServiceProvider provider) => new(
        provider.GetRequiredService<T5Model>(),
        provider.GetRequiredService<IOptimizer>(),
        provider.GetRequiredService<TaskRegistry>(),
        provider.GetRequiredService<Vocabulary>(),
        provider.GetRequiredService<IOptions<TrainingOptions>>().Value,
        provider.GetRequiredService<ILearningRateSchedule>(),
        provider.GetRequiredService<Seq2SeqLoss>(),
        provider.GetService<ICheckpointStore>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILogger<Trainer>>(),
        provider.GetService<DoReMiReweighting>());
}
