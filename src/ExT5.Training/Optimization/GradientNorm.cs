namespace ExT5.Training;

/// <summary>The size of all gradients together.</summary>
/// <param name="Value">The global L2 norm before clipping; NaN or infinite when a gradient is.</param>
/// <param name="WasClipped">Whether the gradients were scaled down.</param>
public readonly record struct GradientNorm(double Value, bool WasClipped)
{
    /// <summary>Whether every gradient is finite; a step with other gradients would ruin the parameters.</summary>
    public bool IsFinite => double.IsFinite(Value);
}
