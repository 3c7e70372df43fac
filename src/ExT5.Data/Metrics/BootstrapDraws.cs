namespace ExT5.Data;

/// <summary>Draws as many examples, or groups of them, as there are, with repeats.</summary>
internal sealed class BootstrapDraws
{
    private readonly List<List<double[]>>? _groups;
    private readonly IReadOnlyList<double[]> _measurements;
    private readonly ulong _seed;

    public BootstrapDraws(IMetric metric, IReadOnlyList<double[]> measurements, ulong seed)
    {
        (_measurements, _seed) = (measurements, seed);
        if (metric is IGroupedMetric) _groups = MeasurementGroups.Split(measurements);
    }

    /// <summary>The resample of a number; equal numbers give equal resamples.</summary>
    public IReadOnlyList<double[]> Draw(int number)
    {
        var random = new CounterRandom(CounterRandom.Combine(_seed, (ulong)number));
        if (_groups is not null) return DrawGroups(random);
        var drawn = new double[_measurements.Count][];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = _measurements[random.NextInt32(drawn.Length)];
        return drawn;
    }

    // A group drawn twice must stay two groups, so each draw gets a number of its own.
    private List<double[]> DrawGroups(CounterRandom random)
    {
        var drawn = new List<double[]>(_measurements.Count);
        for (var draw = 0; draw < _groups!.Count; draw++)
            foreach (var measurement in _groups[random.NextInt32(_groups.Count)])
                drawn.Add([draw, .. measurement.AsSpan(1)]);
        return drawn;
    }
}
