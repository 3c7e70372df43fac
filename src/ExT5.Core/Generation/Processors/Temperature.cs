using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Divides all scores: a low temperature sharpens what a strategy that draws tokens sees, a high one flattens it.</summary>
/// <param name="Value">Above 0; 1 changes nothing. Transformers' <c>temperature</c>.</param>
/// <exception cref="ArgumentOutOfRangeException">The value is not a finite number above 0.</exception>
public sealed record Temperature(double Value) : ILogitsProcessor
{
    /// <summary>Above 0; 1 changes nothing.</summary>
    public double Value { get; init => field = Bounds.Above(0, value); } = Bounds.Above(0, Value);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        using Scalar value = Value;
        return scores.div_(value);
    }
}
