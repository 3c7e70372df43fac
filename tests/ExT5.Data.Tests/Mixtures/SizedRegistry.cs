namespace ExT5.Data.Tests;

/// <summary>Registries of tasks of which only names and sizes matter.</summary>
internal static class SizedRegistry
{
    private static readonly Dictionary<string, long> ExMix = ExMixSizes.All.ToDictionary(task => task.Name, task => task.Examples);

    /// <summary>The 107 tasks in one mixture at one rate.</summary>
    public static TaskRegistry Of(string mixture, MixingRate rate, params MixingRule[] rules) => Of(
        [.. ExMix.Keys],
        Mixture.Create(mixture, mix =>
        {
            mix.Add(rate, [.. ExMix.Keys]);
            foreach (var rule in rules) mix.Apply(rule);
        }));

    public static TaskRegistry Of(IReadOnlyList<string> tasks, params Mixture[] mixtures) => new(
        tasks.Select(name => Seq2SeqTask.Create<string>(name, task => task
            .ReadFrom(new InMemorySource<string>(["row"])).Format(row => new TextExample(row, row)))),
        mixtures);

    /// <summary>The number of examples of one of the 107 tasks.</summary>
    public static TaskSize Examples(Seq2SeqTask task) => new(ExMix[task.Name]);
}
