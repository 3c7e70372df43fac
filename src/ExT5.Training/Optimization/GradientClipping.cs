using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Scales all gradients down together when their global L2 norm exceeds a limit, by <c>limit / (norm + 1e-6)</c> as
/// PyTorch's <c>clip_grad_norm_</c> does. Gradients that are not finite are left as they are and reported.
/// </summary>
/// <param name="MaxNorm">The limit, above 0; 1.0. Infinity (<see cref="None"/>) only measures.</param>
public sealed record GradientClipping(double MaxNorm = 1.0)
{
    private const double Epsilon = 1e-6;

    /// <summary>Measures the norm and never scales.</summary>
    public static GradientClipping None { get; } = new(double.PositiveInfinity);

    /// <summary>The limit, above 0.</summary>
    public double MaxNorm { get; init => field = Checked(value); } = Checked(MaxNorm);

    /// <summary>Measures the gradients and scales them in place when needed.</summary>
    /// <param name="parameters">The parameters; those without a gradient are passed over. Count each once.</param>
    /// <returns>The norm before scaling; 0 when there is no gradient.</returns>
    public GradientNorm Apply(IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
        var norm = Math.Sqrt(gradients.Sum(SumOfSquares));
        var clips = double.IsFinite(norm) && norm > MaxNorm;
        if (clips)
            foreach (var gradient in gradients)
                Scale(gradient, MaxNorm / (norm + Epsilon));
        return new GradientNorm(norm, clips);
    }

    private static unsafe double SumOfSquares(Tensor gradient)
    {
        if (!ContiguousFloats.Has(gradient))
            return gradient.to(ScalarType.Float32).pow(Scalars.Two).sum(ScalarType.Float64).item<double>();
        var data = ContiguousFloats.Pointer(gradient);
        var length = (int)gradient.numel();
        var sums = new double[ParallelBlocks.Count(length, ParallelBlocks.Elements)];
        ParallelBlocks.Run(sums.Length, block =>
        {
            var start = block * ParallelBlocks.Elements;
            sums[block] = FloatLoops.SumOfSquares(data + start, Math.Min(ParallelBlocks.Elements, length - start));
        });
        return sums.Sum();
    }

    private static void Scale(Tensor gradient, double factor)
    {
        using var scalar = factor.ToScalar();
        gradient.mul_(scalar);
    }

    private static double Checked(double maxNorm) => maxNorm > 0
        ? maxNorm
        : throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, "The largest norm must be above 0.");
}
