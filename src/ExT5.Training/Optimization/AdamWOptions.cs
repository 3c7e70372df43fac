namespace ExT5.Training;

/// <summary>The numbers of <see cref="AdamW"/>, with PyTorch's defaults.</summary>
/// <param name="Beta1">Decay of the mean of gradients, in [0, 1); 0.9.</param>
/// <param name="Beta2">Decay of the mean of squared gradients, in [0, 1); 0.999.</param>
/// <param name="Epsilon">Added to the denominator, at least 0; 1e-8.</param>
/// <param name="WeightDecay">
/// Part of a parameter taken away per step, times the learning rate; at least 0; 0.01.
/// </param>
public sealed record AdamWOptions(
    double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01)
{
    /// <summary>Decay of the mean of gradients, in [0, 1).</summary>
    public double Beta1 { get; init => field = OptimizerArguments.Fraction(value); } =
        OptimizerArguments.Fraction(Beta1);

    /// <summary>Decay of the mean of squared gradients, in [0, 1).</summary>
    public double Beta2 { get; init => field = OptimizerArguments.Fraction(value); } =
        OptimizerArguments.Fraction(Beta2);

    /// <summary>Added to the denominator, at least 0.</summary>
    public double Epsilon { get; init => field = OptimizerArguments.NotNegative(value); } =
        OptimizerArguments.NotNegative(Epsilon);

    /// <summary>Part of a parameter taken away per step, times the learning rate; at least 0.</summary>
    public double WeightDecay { get; init => field = OptimizerArguments.NotNegative(value); } =
        OptimizerArguments.NotNegative(WeightDecay);
}
