using ExT5.Data;

namespace ExT5.Training;

/// <summary>Compares a task's scores in two runs.</summary>
/// <param name="baseline">The score of the run that is compared with.</param>
/// <param name="candidate">The score of the run that is judged.</param>
/// <param name="metric">The metric of both; null when not known.</param>
internal sealed class RunPair(TaskScore baseline, TaskScore candidate, IMetric? metric)
{
    private const double WidthInDeviations = 2 * 1.959964;
    private readonly double _sign = candidate.LowerIsBetter ? -1 : 1;

    public TaskComparison Compare(int resamples, ulong seed)
    {
        if (metric is not null && SameExamples() && Measurements(baseline) is { } before && Measurements(candidate) is { } after)
        {
            var found = Bootstrap.Difference(metric, before, after, resamples: resamples, seed: seed);
            return Of(_sign > 0 ? new(found.Low, found.High) : new(-found.High, -found.Low), found.PValue);
        }
        // The runs are taken as independent, so the variances that their intervals tell add up.
        var gain = _sign * (candidate.Score - baseline.Score);
        var deviation = double.Hypot(Deviation(baseline), Deviation(candidate));
        return Of(new(gain - WidthInDeviations / 2 * deviation, gain + WidthInDeviations / 2 * deviation), null);
    }

    private TaskComparison Of(ConfidenceInterval interval, double? pValue) => new(
        candidate.Task, candidate.Metric, baseline.Score, candidate.Score, _sign * (candidate.Score - baseline.Score), interval, pValue);

    private bool SameExamples() =>
        baseline.Predictions.Count > 0 && baseline.Predictions.Count == candidate.Predictions.Count
        && baseline.Predictions.Zip(candidate.Predictions).All(pair =>
            pair.First.Input == pair.Second.Input && pair.First.Group == pair.Second.Group
            && pair.First.References.SequenceEqual(pair.Second.References, StringComparer.Ordinal));

    private static List<double[]>? Measurements(TaskScore score)
    {
        var measurements = score.Predictions.Select(each => each.Measurements.GetValueOrDefault(score.Metric)).ToList();
        return measurements.TrueForAll(each => each is not null) ? [.. measurements.OfType<double[]>()] : null;
    }

    private static double Deviation(TaskScore score) => (score.Interval.Upper - score.Interval.Lower) / WidthInDeviations;
}
