using ExT5.Data;
using ExT5.ExMix;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers ExMix-R.</summary>
public static class ServiceCollectionExMixExtensions
{
    /// <summary>
    /// Adds the tasks and mixtures of ExMix-R, the reconstruction of the ExT5 paper's mixture, to the application's
    /// <see cref="TaskRegistry"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says where the data are; the options' defaults when null.</param>
    /// <exception cref="RegistryException">An option has no meaning; the message says which.</exception>
    public static IServiceCollection AddExMix(this IServiceCollection services, Action<ExMixOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ExMixOptions();
        configure?.Invoke(options);
        foreach (var task in TaskRegistryBuilderExMixExtensions.TasksOf(options)) services.AddSingleton(task);
        foreach (var mixture in TaskRegistryBuilderExMixExtensions.MixturesOf(options))
            services.AddMixture(mixture.Name, builder =>
            {
                foreach (var member in mixture.Members) builder.Add(member.Rate, member.Name);
            });
        return services;
    }
}
