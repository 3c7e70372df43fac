using TorchSharp;

namespace ExT5.Core;

/// <summary>
/// Numbers handed to native operations, for kernels and losses of one's own too. TorchSharp makes a new scalar of each number
/// and may finalize it while the operation still reads it; these live as long as the process. Other numbers are held with
/// <c>using Scalar</c>. Not to be disposed.
/// </summary>
public static class Scalars
{
    /// <summary>Negative infinity, what a banned score is.</summary>
    public static Scalar MinusInfinity { get; } = float.NegativeInfinity;

    /// <summary>0.</summary>
    public static Scalar Zero { get; } = 0;

    /// <summary>1: a start, a step, or the factor <c>alpha</c> of <c>tensor.add(other, alpha)</c>.</summary>
    public static Scalar One { get; } = 1;

    /// <summary>2, the exponent of a square.</summary>
    public static Scalar Two { get; } = 2;

    /// <summary>False, what fills a mask.</summary>
    public static Scalar False { get; } = false;
}
