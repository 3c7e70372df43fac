using System.Globalization;
using ExT5.Data;
using ExT5.Training;

namespace EvaluateSuperGlue;

/// <summary>The tables, and what SuperGLUE's leaderboard would show.</summary>
internal static class Report
{
    public static void Write(EvaluationTable table, TextWriter output)
    {
        output.WriteLine($"\n{table}");
        output.WriteLine("* the 95 % interval lies above every baseline.");
        output.WriteLine(Summary(table.Benchmarks[0]));
    }

    /// <summary>Values by name, for example <c>f1 61.2, exact_match 8.4</c>.</summary>
    public static string Named(IEnumerable<MetricValue> values) =>
        string.Join(", ", values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Name} {value.Value:F1}")));

    private static string Summary(BenchmarkScore superGlue) => superGlue.Average is { } average
        ? string.Create(CultureInfo.InvariantCulture, $"SuperGLUE {average:F1}: {Named(superGlue.Tasks)}")
        : string.Create(CultureInfo.InvariantCulture, $"SuperGLUE has no average without all eight tasks; the mean of {superGlue.Tasks.Count} is {superGlue.Tasks.Average(task => task.Value):F1}: {Named(superGlue.Tasks)}");
}
