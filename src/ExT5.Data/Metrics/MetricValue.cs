namespace ExT5.Data;

/// <summary>A named score.</summary>
/// <param name="Name">Name as the field writes it, for example <c>rouge2</c>.</param>
/// <param name="Value">The score, 0-100 unless the metric says otherwise.</param>
public readonly record struct MetricValue(string Name, double Value);
