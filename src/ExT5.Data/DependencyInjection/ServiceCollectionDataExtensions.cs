using ExT5.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers tasks and mixtures; the <see cref="TaskRegistry"/> is built from all of them when first asked for.</summary>
public static class ServiceCollectionDataExtensions
{
    /// <summary>Adds a task.</summary>
    /// <typeparam name="TRow">A row of its source.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">Name, unique in the registry.</param>
    /// <param name="configure">Says where rows come from, how they become text and how answers are scored.</param>
    public static IServiceCollection AddSeq2SeqTask<TRow>(
        this IServiceCollection services, string name, Action<Seq2SeqTaskBuilder<TRow>> configure) =>
        services.WithRegistry().AddSingleton(Seq2SeqTask.Create(name, configure));

    /// <summary>Adds a mixture.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name, unique among tasks and mixtures.</param>
    /// <param name="configure">Adds the members.</param>
    public static IServiceCollection AddMixture(this IServiceCollection services, string name, Action<MixtureBuilder> configure) =>
        services.WithRegistry().AddSingleton(Mixture.Create(name, configure));

    private static IServiceCollection WithRegistry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
            new TaskRegistry(provider.GetServices<Seq2SeqTask>(), provider.GetServices<Mixture>()));
        return services;
    }
}
