namespace ExT5.Data;

/// <summary>A named score with its bootstrap interval, as <c>rouge_score</c>'s <c>BootstrapAggregator</c> gives low, mid and high.</summary>
/// <param name="Name">Name of the score.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Mid">Median of the resampled scores.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct BootstrapValue(string Name, double Low, double Mid, double High);
