using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix;

/// <summary>Adds ExMix-R to a registry.</summary>
public static class TaskRegistryBuilderExMixExtensions
{
    /// <summary>Adds the tasks and mixtures of ExMix-R, and with <see cref="ExMixOptions.C4"/> the task <c>c4</c> and the mixture <c>ext5</c>.</summary>
    /// <param name="builder">The registry to be.</param>
    /// <param name="options">Where the data are, and which tasks are wanted.</param>
    /// <exception cref="RegistryException">An option has no meaning; the message says which.</exception>
    public static TaskRegistryBuilder AddExMix(this TaskRegistryBuilder builder, ExMixOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        foreach (var task in TasksOf(options)) builder.Add(task);
        foreach (var mixture in MixturesOf(options)) builder.Add(mixture);
        return builder;
    }

    internal static IEnumerable<Seq2SeqTask> TasksOf(ExMixOptions options)
    {
        IEnumerable<ExMixTask> tasks = [.. Included(options), .. options.IncludeOutside ? ExMixTasks.OutsideMixture : []];
        foreach (var task in tasks) yield return task.Padded(options.PunctuationPadding).Build(options.Files);
        if (options.C4 is { } files)
            yield return Seq2SeqTask.Create<string>("c4", task => task
                .ReadFrom(RowSource.Of(files, row => row.Text("text"), new FileSourceOptions()))
                .Denoise(text => text, options.C4Objective));
    }

    internal static IEnumerable<Mixture> MixturesOf(ExMixOptions options)
    {
        var tasks = Included(options);
        if (tasks.Count == 0) throw new RegistryException("ExMixOptions.Include leaves no task. Let it accept at least one.");
        foreach (var mixture in ExMixMixtures.Of(tasks, options.Cap, options.PublishedSizes)) yield return mixture;
        foreach (var subset in options.RandomSubsets)
            yield return ExMixMixtures.Proportional(subset.MixtureName, subset.Of(tasks), options.Cap, options.PublishedSizes);
        if (options.C4 is not null)
            yield return Mixture.Create("ext5", mixture => mixture.AddRatio(options.Ratio, "c4", "exmix"));
    }

    private static IReadOnlyList<ExMixTask> Included(ExMixOptions options) => [.. ExMixTasks.All.Where(options.Include)];
}
