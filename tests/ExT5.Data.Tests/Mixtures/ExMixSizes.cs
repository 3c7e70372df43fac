using System.Globalization;

namespace ExT5.Data.Tests;

/// <summary>Names and numbers of training examples of 107 public tasks, a reconstruction of ExMix (Golden/exmix_sizes.tsv).</summary>
internal static class ExMixSizes
{
    /// <summary>The cap K of the ExT5 paper, section 3.</summary>
    public const double Cap = 300_000;

    public static IReadOnlyList<(string Name, long Examples)> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "exmix_sizes.tsv"))
            .Select(line => line.Split('\t'))
            .Select(fields => (fields[0], long.Parse(fields[1], CultureInfo.InvariantCulture)))];

    /// <summary>The mixture of the paper: each task's examples, at most the cap.</summary>
    public static IReadOnlyList<MixtureShare> Capped { get; } =
        [.. All.Select(task => new MixtureShare(task.Name, Math.Min(task.Examples, Cap), task.Examples))];
}
