namespace ExT5.Data;

/// <summary>How two systems differ on the same examples.</summary>
/// <param name="Difference">The second score less the first.</param>
/// <param name="Low">Lower end of the interval of the difference.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="PValue">
/// Two-sided p-value: twice the share of resamples on the rarer side of no difference, ties counted on both sides, at most 1.
/// </param>
public readonly record struct BootstrapDifference(double Difference, double Low, double High, double PValue);
