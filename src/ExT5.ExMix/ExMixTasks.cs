using ExT5.Data;
using ExT5.ExMix.Tasks;

namespace ExT5.ExMix;

/// <summary>
/// The 107 tasks of ExMix-R, a reconstruction of the mixture of the ExT5 paper (Aribandi et al., ICLR 2022), and the tasks
/// the paper evaluates on outside of it. The paper's appendix lists ExMix; what could not be read there is marked by
/// <see cref="ExMixTask.Confidence"/>, and 25 tasks are fill-ins.
/// </summary>
public static class ExMixTasks
{
    private static readonly Dictionary<string, ExMixTask> Defined = new ExMixTask[][]
    {
        [.. Glue.Tasks], [.. SuperGlue.Tasks], [.. Kilt.Tasks], [.. Rainbow.Tasks], [.. Gem.Tasks], [.. DialoGlue.Tasks], [.. TweetEval.Tasks],
        [.. Summarization.Tasks], [.. NaturalLanguageInference.Tasks], [.. Classification.Tasks], [.. SemanticParsing.Tasks],
        [.. ClosedBookQA.Tasks], [.. ReadingComprehension.Tasks], [.. Commonsense.Tasks], [.. Dialogue.Tasks],
        [.. StyleAndGeneration.Tasks], [.. ParaphraseAndRanking.Tasks],
    }.SelectMany(tasks => tasks).ToDictionary(task => task.Name, StringComparer.Ordinal);

    /// <summary>The tasks of the mixture: benchmarks first, then single datasets, then fill-ins.</summary>
    public static IReadOnlyList<ExMixTask> All { get; } = [.. ExMixOrder.Names.Where(Defined.ContainsKey).Select(name => Defined[name])];

    /// <summary>The tasks that stay outside: what the paper, or T5, evaluates on.</summary>
    public static IReadOnlyList<ExMixTask> OutsideMixture { get; } = OutsideTasks.Tasks;

    /// <summary>The task of a name, in the mixture or outside.</summary>
    /// <param name="name">Name of the task, for example <c>glue_rte</c>.</param>
    /// <exception cref="RegistryException">There is none; the message names the nearest.</exception>
    public static ExMixTask Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var tasks = All.Concat(OutsideMixture);
        return tasks.FirstOrDefault(task => task.Name == name) ?? throw new RegistryException(
            $"No task of ExMix-R is named '{name}'. Did you mean '{NearestName.Of(name, tasks.Select(task => task.Name))}'?");
    }
}
