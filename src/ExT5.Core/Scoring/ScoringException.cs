namespace ExT5.Core;

/// <summary>An output has no score.</summary>
/// <param name="message">Which output and what to do.</param>
public sealed class ScoringException(string message) : ExT5CoreException(message)
{
    internal static ScoringException NotANumber(int input, int target) => new(
        $"The score of target {target} of input {input} is NaN. Look for NaN or infinity in the model's weights, " +
        "or for an overflow of its compute type.");
}
