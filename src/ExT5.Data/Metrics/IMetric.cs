namespace ExT5.Data;

/// <summary>Scores predictions in two steps, so that resampling (bootstrap) never measures a text twice.</summary>
public interface IMetric
{
    /// <summary>Measures one prediction.</summary>
    /// <param name="prediction">A prediction with its references.</param>
    /// <returns>The numbers <see cref="Aggregate"/> needs of it; always of the same length.</returns>
    double[] Measure(Prediction prediction);

    /// <summary>Turns measurements into values on the 0-100 scale.</summary>
    /// <param name="measurements">What <see cref="Measure"/> returned, one entry a prediction; may be empty.</param>
    /// <returns>One or more named values; the first is the metric's main value.</returns>
    IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements);

    /// <summary>Whether a lower main value is the better one, as of a distance; <see langword="false"/> by default.</summary>
    bool LowerIsBetter => false;
}
