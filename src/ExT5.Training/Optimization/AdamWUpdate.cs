namespace ExT5.Training;

/// <summary>The scalars of one AdamW step, shared by all parameters.</summary>
/// <param name="Keep">Factor on the parameter before the update, <c>1 - learning rate * weight decay</c>.</param>
/// <param name="StepSize">The learning rate over the bias correction of the mean.</param>
/// <param name="Beta1">Decay of the mean of gradients.</param>
/// <param name="Beta2">Decay of the mean of squared gradients.</param>
/// <param name="RootScale">1 over the square root of the bias correction of the mean square.</param>
/// <param name="Epsilon">Added to the denominator.</param>
internal readonly record struct AdamWUpdate(
    double Keep, double StepSize, double Beta1, double Beta2, double RootScale, double Epsilon)
{
    public static AdamWUpdate At(long stepCount, double learningRate, AdamWOptions options) => new(
        Keep: 1 - (learningRate * options.WeightDecay),
        StepSize: learningRate / (1 - Math.Pow(options.Beta1, stepCount)),
        options.Beta1,
        options.Beta2,
        RootScale: 1 / Math.Sqrt(1 - Math.Pow(options.Beta2, stepCount)),
        options.Epsilon);
}
