using System.Globalization;
using ExT5.Data;

namespace Cache;

/// <summary>A line for each split of each task.</summary>
internal static class StatisticsTable
{
    public static void Write(IReadOnlyList<SplitStatistics> statistics, BatchShape shape, TextWriter output)
    {
        var width = Math.Max(5, statistics.Max(split => split.Task.Length));
        output.WriteLine($"{"task".PadRight(width)}  {"split",-10}  {"rows",9}  {"input tokens",12}  {"mean",6}  {"p99",5}  {"max",6}  {"target tokens",13}  {"mean",6}  {"p99",5}  {"max",6}  cut at {shape.Inputs} / {shape.Targets}");
        foreach (var split in statistics)
        {
            var cut = split.Documents ? "documents" : $"{Share(split.CutInputs(shape), split.Examples)} / {Share(split.CutTargets(shape), split.Examples)}";
            output.WriteLine(Format($"{split.Task.PadRight(width)}  {split.Split.Name,-10}  {split.Examples,9:N0}  {Lengths(split.Inputs, 12)}  {Lengths(split.Targets, 13)}  {cut}"));
        }

        output.WriteLine(Format($"{"total".PadRight(width)}  {"",-10}  {statistics.Sum(split => split.Examples),9:N0}  {statistics.Sum(split => split.InputTokens),12:N0}  {"",21}  {statistics.Sum(split => split.TargetTokens),13:N0}"));
    }

    private static string Lengths(LengthHistogram lengths, int width) => lengths.Count == 0
        ? new string(' ', width + 23)
        : Format($"{lengths.Total.ToString("N0", CultureInfo.InvariantCulture).PadLeft(width)}  {lengths.Mean,6:F1}  {lengths.Quantile(0.99),5}  {lengths.Max,6}");

    private static string Share(long part, long whole) => part == 0 ? "0 %" : Format($"{100.0 * part / whole:0.##} %");

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
