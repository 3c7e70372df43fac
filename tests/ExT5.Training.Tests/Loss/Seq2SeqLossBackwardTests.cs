using ExT5.Core;
using ExT5.Core.Tests;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Loss;

/// <summary>The chunked loss, with each kernel, against autograd through the definition.</summary>
public class Seq2SeqLossBackwardTests
{
    /// <summary>float32 softmax and sums in another order, relative to the largest value.</summary>
    private const double Relative = 2e-6;

    public static MatrixTheoryData<bool, int, double> Cases => new MatrixTheoryData<bool, int, double>(
        [true, false], [1, 4, 1024], [0, 0.1]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradients_are_those_of_the_definition(bool fused, int places, double smoothing)
    {
        using var scope = NewDisposeScope();
        var batch = new LossBatch(logitScale: 3);
        var loss = new Seq2SeqLoss(ZLoss: 0.01, LabelSmoothing: smoothing, LossNormalization.Sequences);
        var plain = loss.Compute(batch.Logits(batch.Hidden), batch.Targets);
        plain.Loss.backward();
        var expected = batch.TakeGradients();

        var got = loss.Backward(batch.Hidden, batch.Logits, batch.Targets, null, Chunks(loss, fused, places));

        Assert.Equal(1, got.Loss.item<float>() / plain.Loss.item<float>(), Relative);
        AssertSame(plain.TokenCrossEntropy, got.TokenCrossEntropy);
        var gradients = batch.TakeGradients();
        AssertSame(expected.Hidden, gradients.Hidden);
        AssertSame(expected.Head, gradients.Head);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Large_logits_stay_finite(bool fused)
    {
        var batch = new LossBatch(logitScale: 1e4);
        var loss = new Seq2SeqLoss(ZLoss: 0);

        var got = loss.Backward(batch.Hidden, batch.Logits, batch.Targets, null, Chunks(loss, fused, 4));

        Assert.True(float.IsFinite(got.Loss.item<float>()));
        Assert.True(batch.Head.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void A_batch_in_which_nothing_counts_has_loss_zero()
    {
        var batch = new LossBatch();
        var targets = batch.Targets with { Weights = zeros_like(batch.Targets.Weights) };
        var loss = new Seq2SeqLoss(Normalization: LossNormalization.TargetTokens);

        Assert.Equal(0, loss.Backward(batch.Hidden, batch.Logits, targets).Loss.item<float>());
        Assert.Equal(0, loss.Compute(batch.Logits(batch.Hidden), targets).Loss.item<float>());
    }

    [Theory]
    [InlineData(GoldenModel.V10)]
    [InlineData(GoldenModel.V11)]
    public void Every_parameter_of_a_model_gets_Transformers_gradient(string name)
    {
        var golden = GoldenModel.Load(name);
        var labels = golden.Inputs["labels"];
        var inputs = golden.Batch(golden.Mask);
        var memory = golden.Model.Encode(inputs.EncoderTokens, inputs.EncoderSegmentIds);
        var loss = new Seq2SeqLoss(ZLoss: 0, Normalization: LossNormalization.TargetTokens);

        var result = loss.Backward(
            golden.Model.Decode(inputs, memory), golden.Model.Logits,
            new Seq2SeqTargets(labels, labels.ge(Scalars.Zero).to(ScalarType.Float32)));

        Assert.Equal(golden.Outputs["loss"].item<float>(), result.Loss.item<float>(), GoldenModel.LossTolerance);
        foreach (var (parameter, expected) in golden.Gradients())
            AssertSame(expected, golden.Model.NamedParameters[parameter].grad!, GoldenModel.GradientTolerance);
    }

    private static LossChunks Chunks(Seq2SeqLoss loss, bool fused, int places) => new(
        new CrossEntropyTerms(loss.ZLoss, loss.LabelSmoothing), places,
        fused ? new FusedCrossEntropyKernel() : new TensorCrossEntropyKernel());

    private static void AssertSame(Tensor expected, Tensor got, double tolerance = Relative) =>
        Assert.InRange(((expected - got).abs().max() / expected.abs().max()).item<float>(), 0, tolerance);
}
