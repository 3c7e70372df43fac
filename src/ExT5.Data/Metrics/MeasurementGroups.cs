namespace ExT5.Data;

/// <summary>Measurements of an <see cref="IGroupedMetric"/>, group by group.</summary>
internal static class MeasurementGroups
{
    /// <summary>The number that stands for a prediction's group.</summary>
    public static double IdOf(Prediction prediction) =>
        prediction.Group is { } group ? LabelId.Of(group) : double.NaN;

    /// <summary>A measurement with its group before it.</summary>
    public static double[] Measure(Prediction prediction, IMetric metric)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return [IdOf(prediction), .. metric.Measure(prediction)];
    }

    /// <summary>The groups in order of their first member, members in their order.</summary>
    public static List<List<double[]>> Split(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var groups = new List<List<double[]>>();
        var places = new Dictionary<double, int>();
        foreach (var measurement in measurements)
        {
            if (double.IsNaN(measurement[0]))
            {
                groups.Add([measurement]);
                continue;
            }
            if (!places.TryGetValue(measurement[0], out var place))
            {
                places[measurement[0]] = place = groups.Count;
                groups.Add([]);
            }
            groups[place].Add(measurement);
        }
        return groups;
    }

    /// <summary>What the inner metric measured.</summary>
    public static double[] WithoutGroup(double[] measurement) => measurement[1..];
}
