using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Cross-entropy of the targets in float32, with T5X's z-loss and Transformers' label smoothing, weighted and
/// normalised.
/// B rows, T target places, V vocabulary, M model size.
/// </summary>
/// <param name="ZLoss">Factor on <c>log(Z)^2</c>, which keeps logits from drifting; at least 0; 1e-4 as in T5X.</param>
/// <param name="LabelSmoothing">
/// Part of the target spread evenly over the whole vocabulary, in [0, 1); 0. As Transformers' <c>LabelSmoother</c>.
/// </param>
/// <param name="Normalization">What the sum is divided by; nothing, as in T5X.</param>
/// <param name="Constant">The divisor for <see cref="LossNormalization.Constant"/>, above 0; 1.</param>
public sealed record Seq2SeqLoss(
    double ZLoss = 1e-4,
    double LabelSmoothing = 0,
    LossNormalization Normalization = LossNormalization.Sum,
    double Constant = 1)
{
    /// <summary>Factor on <c>log(Z)^2</c>; at least 0.</summary>
    public double ZLoss { get; init => field = OptimizerArguments.NotNegative(value); } =
        OptimizerArguments.NotNegative(ZLoss);

    /// <summary>Part of the target spread evenly over the whole vocabulary, in [0, 1).</summary>
    public double LabelSmoothing { get; init => field = OptimizerArguments.Fraction(value); } =
        OptimizerArguments.Fraction(LabelSmoothing);

    /// <summary>The divisor for <see cref="LossNormalization.Constant"/>, above 0.</summary>
    public double Constant { get; init => field = OptimizerArguments.Positive(value); } =
        OptimizerArguments.Positive(Constant);

    private CrossEntropyTerms Terms => new(ZLoss, LabelSmoothing);

    /// <summary>
    /// What targets add to the divisor of a step. Add it up over all micro-batches and processes of a step and give
    /// the sum to
    /// each of their losses: they then add up to the loss of the whole batch.
    /// </summary>
    /// <param name="targets">Targets of one micro-batch.</param>
    /// <returns>Weights, places or examples; 0 for <see cref="LossNormalization.Sum"/> and for a constant.</returns>
    public double Units(Seq2SeqTargets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        targets.Check();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return Normalization switch
        {
            LossNormalization.TargetTokens => targets.Weights.sum(ScalarType.Float64).item<double>(),
            LossNormalization.TargetPlaces => targets.Weights.numel(),
            LossNormalization.Sequences => Math.Round(
                targets.WeightsPerSequence().sum(ScalarType.Float64).item<double>()),
            _ => 0,
        };
    }

    /// <summary>The loss of logits, to differentiate or to report.</summary>
    /// <param name="logits">Floating-point <c>[B, T, V]</c>.</param>
    /// <param name="targets">What should have been predicted.</param>
    /// <param name="units">The whole step's <see cref="Units"/>; null when these targets are the whole step.</param>
    /// <exception cref="ArgumentException">
    /// A tensor has a wrong shape or type, or an id lies outside the vocabulary.
    /// </exception>
    public Seq2SeqLossResult Compute(Tensor logits, Seq2SeqTargets targets, double? units = null)
    {
        LossRules.CheckRows(nameof(logits), logits, targets);
        using var scope = NewDisposeScope();
        var counts = targets.Weights.to(ScalarType.Bool);
        var ids = targets.Tokens.where(counts, zeros_like(targets.Tokens));
        LossRules.CheckIds(ids, logits.shape[2]);
        var losses = TokenLoss.Of(logits, ids, Terms);
        var loss = (losses.Losses * Scales(targets, units)).sum();
        var crossEntropy = losses.CrossEntropies.detach() * counts;
        GC.KeepAlive((logits, targets)); // native code reads them by bare pointers
        return new(loss.MoveToOuterDisposeScope(), crossEntropy.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// The loss of hidden states, differentiated at once: gradients are added to the head's parameters and to all
    /// behind the
    /// hidden states. Logits exist for 1024 places at a time, and for none that do not count.
    /// </summary>
    /// <param name="hidden">Last hidden states <c>[B, T, M]</c>, as <c>T5Model.Decode</c> gives them.</param>
    /// <param name="head">
    /// Hidden states <c>[N, M]</c> to float32 logits <c>[N, V]</c>, such as <c>model.Logits</c>.
    /// </param>
    /// <param name="targets">What should have been predicted.</param>
    /// <param name="units">The whole step's <see cref="Units"/>; null when these targets are the whole step.</param>
    /// <param name="auxiliary">
    /// A scalar that is added to the loss and differentiated with it, such as the routers' losses of a model with experts.
    /// </param>
    /// <returns>The loss, already differentiated.</returns>
    /// <exception cref="ArgumentException">
    /// A tensor has a wrong shape or type, or an id lies outside the vocabulary.
    /// </exception>
    public Seq2SeqLossResult Backward(
        Tensor hidden, Func<Tensor, Tensor> head, Seq2SeqTargets targets, double? units = null, Tensor? auxiliary = null) =>
        Backward(hidden, head, targets, units, new LossChunks(Terms), auxiliary);

    internal Seq2SeqLossResult Backward(
        Tensor hidden, Func<Tensor, Tensor> head, Seq2SeqTargets targets, double? units, LossChunks chunks, Tensor? auxiliary = null)
    {
        LossRules.CheckRows(nameof(hidden), hidden, targets);
        ArgumentNullException.ThrowIfNull(head);
        using var scope = NewDisposeScope();
        var places = targets.Weights.flatten().nonzero().squeeze(-1);
        var states = hidden.reshape(-1, hidden.shape[2]).index_select(0, places);
        var ids = targets.Tokens.flatten().index_select(0, places);
        var scales = Scales(targets, units).flatten().index_select(0, places);
        var output = chunks.Backward(states, head, ids, scales, auxiliary);

        var loss = (output.Losses * scales).sum(ScalarType.Float64).to(ScalarType.Float32);
        if (auxiliary is not null)
            loss = loss.add(auxiliary.detach(), Scalars.One);
        var crossEntropy = zeros_like(targets.Weights).flatten().index_copy_(0, places, output.CrossEntropies);
        var shaped = crossEntropy.reshape(targets.Weights.shape);
        GC.KeepAlive((hidden, targets, auxiliary)); // native code reads them by bare pointers
        return new(loss.MoveToOuterDisposeScope(), shaped.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// What a mean over target tokens is multiplied by to count beside this loss as it does beside a mean cross-entropy;
    /// of several micro-batches, their sum.
    /// </summary>
    internal double WeightOfMean(Seq2SeqTargets targets, double units)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return Scales(targets, units).sum(ScalarType.Float64).item<double>();
    }

    /// <summary>What each place's loss is multiplied by <c>[B, T]</c>.</summary>
    private Tensor Scales(Seq2SeqTargets targets, double? units)
    {
        var weights = Normalization == LossNormalization.Sequences ? targets.WeightsPerSequence() : targets.Weights;
        using Scalar divisor = Divisor(units ?? Units(targets));
        return weights.div(divisor);
    }

    private double Divisor(double units) => Normalization switch
    {
        LossNormalization.Sum => 1,
        LossNormalization.Constant => Constant,
        _ => units == 0 ? 1 : units, // nothing counts: the sum is 0 as well
    };
}
