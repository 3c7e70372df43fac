namespace ExT5.Data;

/// <summary>A task as the sampler sees it.</summary>
/// <param name="Name">Name; it keys the task's own example order.</param>
/// <param name="Weight">How often it is drawn relative to the others; 0 is never.</param>
/// <param name="Examples">Number of its examples; at least 1 unless the weight is 0.</param>
public sealed record MixtureShare(string Name, double Weight, long Examples);
