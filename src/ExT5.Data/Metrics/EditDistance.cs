using System.Text;

namespace ExT5.Data;

/// <summary>
/// Words to insert, delete or replace to turn a prediction into its nearest reference: mean, median, min, max and sum
/// over the examples. In words, not on the 0-100 scale, and lower is better.
/// </summary>
/// <param name="LowerCase">Compare in lower case (T5's default).</param>
/// <remarks>As in T5, every character outside words parts two words, so ". " leaves an empty word.</remarks>
public sealed record EditDistance(bool LowerCase = true) : IMetric
{
    /// <inheritdoc />
    public bool LowerIsBetter => true;

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = Parts(prediction.Text);
        return [prediction.References.Min(reference => Distance(answer, Parts(reference)))];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        double[] sorted = measurements.Count > 0 ? [.. measurements.Select(each => each[0]).Order()] : [0];
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return
        [
            new("mean_edit", sorted.Average()), new("median_edit", median),
            new("min_edit", sorted[0]), new("max_edit", sorted[^1]), new("sum_edit", sorted.Sum()),
        ];
    }

    private List<string> Parts(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in (LowerCase ? Words.Lower(text) : text).EnumerateRunes())
        {
            if (NormalizedAnswer.IsWordRune(rune))
            {
                part.Append(rune);
                continue;
            }
            parts.Add(part.ToString());
            part.Clear();
        }
        parts.Add(part.ToString());
        return parts;
    }

    private static int Distance(List<string> first, List<string> second)
    {
        var row = Enumerable.Range(0, second.Count + 1).ToArray();
        for (var i = 1; i <= first.Count; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= second.Count; j++)
            {
                var replace = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
