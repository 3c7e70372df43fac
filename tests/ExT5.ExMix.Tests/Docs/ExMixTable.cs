using System.Globalization;
using System.Text;

namespace ExT5.ExMix.Tests.Docs;

/// <summary>A table of tasks; what most of them say about their origin stands above it once.</summary>
internal static class ExMixTable
{
    private static readonly (string Name, Func<TaskProvenance, string> Of)[] Origins =
        [("membership", origin => origin.Membership), ("size", origin => origin.Size), ("format", origin => origin.Format)];

    public static string Of(IReadOnlyList<ExMixTask> tasks)
    {
        string[] common = [.. Origins.Select(origin => tasks.CountBy(task => origin.Of(task.Provenance)).MaxBy(each => each.Value).Key)];
        var table = new StringBuilder($"Where a row does not say otherwise, {string.Join(", ", Origins.Zip(common, (origin, text) => $"the {origin.Name} is *{text}*"))}.\n\n");
        table.Append("| task | family | examples | dataset | text | metric | confidence | otherwise |\n|---|---|---:|---|---|---|---|---|\n");
        foreach (var task in tasks) table.Append(Row(task, common)).Append('\n');
        return table.ToString();
    }

    public static string Name(MembershipConfidence confidence) =>
        confidence == MembershipConfidence.FillIn ? "fill-in" : confidence.ToString().ToLowerInvariant();

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Row(ExMixTask task, string[] common)
    {
        var otherwise = Origins.Zip(common).Where(each => each.First.Of(task.Provenance) != each.Second)
            .Select(each => $"{each.First.Name}: {each.First.Of(task.Provenance)}");
        string[] cells =
        [
            $"`{task.Name}`", task.Family + (task.Table1Representative ? ", Table 1" : ""), task.TrainExamples > 0 ? Number(task.TrainExamples) : "none",
            DatasetsOf(task), $"`{task.Format.Replace("|", "\\|")}`", task.MetricText, task.Outside ? "outside" : Name(task.Confidence),
            string.Join("; ", otherwise),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string DatasetsOf(ExMixTask task)
    {
        var names = task.Datasets.GroupBy(dataset => dataset.Repository).Select(repository => Named(repository.Key, repository));
        var splits = task.Datasets.SelectMany(dataset => dataset.SplitNames).GroupBy(split => split.Key, split => split.Value)
            .Select(split => (Names: string.Join(" + ", split.Distinct()), Split: split.Key)).GroupBy(split => split.Names, split => split.Split)
            .Select(names => $"{string.Join(", ", names)}: {names.Key}").ToList();
        return string.Join(", ", names) + (splits.Count > 0 ? $" [{string.Join("; ", splits)}]" : "") + (task.Datasets[0].OnHub ? "" : " *local*");
    }

    private static string Named(string repository, IEnumerable<DatasetReference> datasets)
    {
        string[] configurations = [.. datasets.Select(dataset => dataset.Configuration).OfType<string>().Distinct()];
        return configurations.Length switch
        {
            0 => repository,
            1 => $"{repository}/{configurations[0]}",
            _ => $"{repository}/({string.Join(", ", configurations)})",
        };
    }
}
