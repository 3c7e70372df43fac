using System.Globalization;
using System.Text;

namespace ExT5.Data;

/// <summary>What a <see cref="ContaminationCheck"/> found.</summary>
/// <param name="Training">The training tasks in their order, with their rows.</param>
/// <param name="Evaluation">The evaluation tasks in their order, with their examples.</param>
/// <param name="Pairs">The pairs of tasks with hits; those without are not listed.</param>
public sealed record ContaminationReport(
    IReadOnlyList<CheckedTask> Training, IReadOnlyList<CheckedTask> Evaluation, IReadOnlyList<ContaminationPair> Pairs)
{
    /// <summary>Rows of a training task that hold something of any evaluation set; for <see cref="Seq2SeqTask.Without"/>.</summary>
    /// <param name="task">Name of a training task that was checked.</param>
    /// <exception cref="RegistryException">It was not checked.</exception>
    public IReadOnlySet<int> TrainingRows(string task)
    {
        Find(task, Training);
        return Pairs.Where(pair => pair.Training == task).SelectMany(pair => pair.TrainingRows).ToHashSet();
    }

    /// <summary>Examples of an evaluation task that stand in any training set, to leave out instead; for <see cref="Seq2SeqTask.Without"/>.</summary>
    /// <param name="task">Name of an evaluation task that was checked.</param>
    /// <exception cref="RegistryException">It was not checked.</exception>
    public IReadOnlySet<int> EvaluationRows(string task)
    {
        Find(task, Evaluation);
        return Pairs.Where(pair => pair.Evaluation == task).SelectMany(pair => pair.Examples).ToHashSet();
    }

    /// <summary>The report as JSON: tasks with their numbers of rows, and for each pair the examples hit and the rows that hit them.</summary>
    public string ToJson() => ContaminationJson.Write(this);

    /// <summary>A table of the pairs, most hit first, and how many pairs are clean.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var width = Pairs.Select(pair => pair.Evaluation.Length).Append("evaluation".Length).Max();
        text.Append(CultureInfo.InvariantCulture, $"{"evaluation".PadRight(width)}   hit     of  share  exact  rows  training\n");
        foreach (var pair in Pairs.OrderByDescending(pair => pair.Share).ThenBy(pair => pair.Evaluation, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture,
                $"{pair.Evaluation.PadRight(width)} {pair.Examples.Count,5} {pair.Of,6} {pair.Share,6:P1} {pair.Exact.Count,6} {pair.TrainingRows.Count,5}  {pair.Training}\n");
        return text.Append(CultureInfo.InvariantCulture,
            $"{Training.Count * Evaluation.Count - Pairs.Count} of {Training.Count * Evaluation.Count} pairs share nothing.\n").ToString();
    }

    private static void Find(string task, IReadOnlyList<CheckedTask> among)
    {
        if (among.Any(known => known.Name == task)) return;
        var nearest = NearestName.Of(task, among.Select(known => known.Name));
        throw new RegistryException($"No task '{task}' was checked here." + (nearest is null ? "" : $" Did you mean '{nearest}'?"));
    }
}
