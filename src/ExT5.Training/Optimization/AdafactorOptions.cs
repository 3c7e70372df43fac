namespace ExT5.Training;

/// <summary>
/// The numbers of <see cref="Adafactor"/>; the defaults are T5X's. What Transformers calls <c>relative_step</c> and
/// <c>warmup_init</c> is a learning rate and lives in <see cref="RelativeStepSchedule"/>.
/// </summary>
/// <param name="DecayRate">
/// Exponent c, at least 0, of the decay <c>1 - t^-c</c> of mean squares at step t from 1; 0.8. Transformers writes
/// -0.8.
/// </param>
/// <param name="StepOffset">Taken from the step in that decay, at least 0; 0. Set it to the step where fine-tuning
/// starts
/// to let the decay start anew.</param>
/// <param name="ClipThreshold">
/// Root mean square above which a parameter's update is scaled down; 1.0; null for never.
/// </param>
/// <param name="MultiplyByParameterScale">Multiply the rate by the parameter's root mean square; true.</param>
/// <param name="GradientEpsilon">Added to squared gradients, above 0; 1e-30 (epsilon1).</param>
/// <param name="ParameterScaleEpsilon">The least parameter scale, at least 0; 1e-3 (epsilon2).</param>
/// <param name="Momentum">
/// Decay of the mean of updates (beta1), in [0, 1); null for none, which saves its memory.
/// </param>
/// <param name="WeightDecay">Part of a parameter taken away per step, at least 0; 0.</param>
/// <param name="ScaleWeightDecay">Multiply the weight decay by the rate (Transformers) or not (T5X, false).</param>
/// <param name="Factored">Which axes are factored; <see cref="FactoredAxes.TwoLargest"/>.</param>
/// <param name="MinimumFactoredSize">Both factored axes must be at least this long; 128 as in T5X.</param>
public sealed record AdafactorOptions(
    double DecayRate = 0.8,
    long StepOffset = 0,
    double? ClipThreshold = 1.0,
    bool MultiplyByParameterScale = true,
    double GradientEpsilon = 1e-30,
    double ParameterScaleEpsilon = 1e-3,
    double? Momentum = null,
    double WeightDecay = 0,
    bool ScaleWeightDecay = false,
    FactoredAxes Factored = FactoredAxes.TwoLargest,
    int MinimumFactoredSize = 128)
{
    /// <summary>
    /// T5's pre-training (T5X <c>adafactor</c> defaults); pair it with <see cref="InverseSquareRootSchedule"/>.
    /// </summary>
    public static AdafactorOptions T5Pretrain { get; } = new();

    /// <summary>
    /// T5's fine-tuning: the same optimizer; pair it with <c>new ConstantSchedule(1e-3)</c> (T5) or <c>1e-4</c>
    /// (ExT5). When the
    /// pre-training state is loaded, add <c>with { StepOffset = steps }</c>.
    /// </summary>
    public static AdafactorOptions T5Finetune { get; } = new();

    /// <summary>
    /// Transformers' <c>Adafactor</c> defaults; pair it with <see cref="RelativeStepSchedule"/>, or, for its recipe
    /// for T5, add
    /// <c>with { MultiplyByParameterScale = false }</c> and <c>new ConstantSchedule(1e-3)</c>.
    /// </summary>
    public static AdafactorOptions Transformers { get; } =
        new(ScaleWeightDecay: true, Factored: FactoredAxes.LastTwo, MinimumFactoredSize: 1);
}
