namespace ExT5.Data;

/// <summary>Where a score lies with a stated probability, had other examples been drawn.</summary>
/// <param name="Lower">Lower end, on the scale of the score.</param>
/// <param name="Upper">Upper end.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper);
