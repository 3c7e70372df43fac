using ExT5.Core;
using ExT5.Core.Tests;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Loss;

public class Seq2SeqLossTests
{
    /// <summary>float32 sums of some twenty losses of size 4, in another order.</summary>
    private const double Relative = 1e-6;

    public static TheoryData<LossNormalization> Normalizations => [.. Enum.GetValues<LossNormalization>()];

    [Theory]
    [InlineData(GoldenModel.V10)]
    [InlineData(GoldenModel.V11)]
    public void The_mean_over_tokens_is_Transformers_loss(string name)
    {
        var golden = GoldenModel.Load(name);
        var labels = golden.Inputs["labels"];
        var loss = new Seq2SeqLoss(ZLoss: 0, Normalization: LossNormalization.TargetTokens);

        var plain = loss.Compute(golden.Outputs["logits"], TargetsOf(labels)).Loss;
        var smoothed = (loss with { LabelSmoothing = 0.1 }).Compute(golden.Outputs["logits"], TargetsOf(labels)).Loss;

        Assert.Equal(golden.Outputs["loss"].item<float>(), plain.item<float>(), GoldenModel.LossTolerance);
        Assert.Equal(
            golden.Outputs["label_smoothing_0.1.loss"].item<float>(), smoothed.item<float>(), GoldenModel.LossTolerance);
    }

    [Theory]
    [MemberData(nameof(Normalizations))]
    public void Micro_batches_add_up_to_the_whole_batch(LossNormalization normalization)
    {
        using var scope = NewDisposeScope();
        var batch = new LossBatch();
        var loss = new Seq2SeqLoss(ZLoss: 0.01, LabelSmoothing: 0.1, normalization, Constant: 50);
        var whole = loss.Compute(batch.Logits(batch.Hidden), batch.Targets).Loss;
        whole.backward();
        var expected = batch.TakeGradients();
        var rows = Enumerable.Range(0, LossBatch.Rows).ToArray();
        var units = rows.Sum(row => loss.Units(batch.Row(row)));

        var total = rows.Sum(row =>
        {
            var logits = batch.Logits(batch.Hidden.narrow(0, row, 1));
            var part = loss.Compute(logits, batch.Row(row), units).Loss;
            part.backward();
            return part.item<float>();
        });

        Assert.Equal(1, total / whole.item<float>(), Relative);
        var got = batch.TakeGradients();
        AssertSame(expected.Hidden, got.Hidden);
        AssertSame(expected.Head, got.Head);
    }

    [Theory]
    [InlineData(LossNormalization.Sum, 0)]
    [InlineData(LossNormalization.Constant, 0)]
    [InlineData(LossNormalization.TargetTokens, 19)]
    [InlineData(LossNormalization.TargetPlaces, 28)]
    [InlineData(LossNormalization.Sequences, 5)]
    public void Units_count_tokens_places_or_examples(LossNormalization normalization, double expected) =>
        Assert.Equal(expected, new Seq2SeqLoss(Normalization: normalization).Units(new LossBatch().Targets));

    [Fact]
    public void Sequences_average_the_means_of_the_examples()
    {
        var batch = new LossBatch();
        var result = new Seq2SeqLoss(ZLoss: 0, Normalization: LossNormalization.Sequences)
            .Compute(batch.Logits(batch.Hidden), batch.Targets);
        var ce = result.TokenCrossEntropy.data<float>().ToArray();
        double Mean(params int[] places) => places.Average(place => ce[place]);

        var expected = new[]
        {
            Mean(0, 1), Mean(2, 3, 4, 5), Mean(7, 8, 9, 10, 11), Mean(12, 13), Mean(14, 15, 16, 17, 18, 20),
        }.Average();

        Assert.Equal(expected, result.Loss.item<float>(), 4 * Relative);
    }

    [Fact]
    public void The_gradient_of_z_loss_is_its_closed_form()
    {
        const double z = 0.02;
        var logits = tensor([0.5f, -1, 2, 0.25f]).reshape(1, 1, 4).requires_grad_();
        var targets = new Seq2SeqTargets(zeros([1, 1], ScalarType.Int64), ones(1, 1));

        new Seq2SeqLoss(ZLoss: z).Compute(logits, targets).Loss.backward();

        double[] x = [0.5, -1, 2, 0.25];
        var sum = x.Sum(Math.Exp);
        var expected = x.Select((value, i) =>
            (Math.Exp(value) / sum * (1 + (2 * z * Math.Log(sum)))) - (i == 0 ? 1 : 0));
        Assert.Equal(expected, logits.grad!.data<float>().Select(value => (double)value), Close);
    }

    [Fact]
    public void Places_without_weight_have_no_loss_and_no_gradient_whatever_their_target()
    {
        var logits = randn(1, 2, 4).requires_grad_();
        var targets = new Seq2SeqTargets(tensor([1L, -100]).reshape(1, 2), tensor([1f, 0]).reshape(1, 2));

        var result = new Seq2SeqLoss().Compute(logits, targets);
        result.Loss.backward();

        Assert.Equal(0, result.TokenCrossEntropy[0, 1].item<float>());
        Assert.Equal(0, logits.grad![0, 1].abs().max().item<float>());
        Assert.NotEqual(0, logits.grad![0, 0].abs().max().item<float>());
    }

    [Fact]
    public void A_target_outside_the_vocabulary_is_refused()
    {
        var targets = new Seq2SeqTargets(tensor([4L]).reshape(1, 1), ones(1, 1));

        var error = Assert.Throws<ArgumentException>(() => new Seq2SeqLoss().Compute(zeros(1, 1, 4), targets));

        Assert.Contains("Target id 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_of_another_shape_are_refused_before_native_code_sees_them()
    {
        var targets = new Seq2SeqTargets(zeros([2, 3], ScalarType.Int64), ones(2, 4));

        var error = Assert.Throws<ArgumentException>(() => new Seq2SeqLoss().Compute(zeros(2, 3, 4), targets));

        Assert.Contains("[2, 4]; needed is Float32 [2, 3]", error.Message, StringComparison.Ordinal);
    }

    private static Seq2SeqTargets TargetsOf(Tensor labels) => new(labels, labels.ge(Scalars.Zero).to(ScalarType.Float32));

    private static bool Close(double expected, double got) => Math.Abs(expected - got) < Relative;

    private static void AssertSame(Tensor expected, Tensor got) =>
        Assert.InRange(((expected - got).abs().max() / expected.abs().max()).item<float>(), 0, Relative);
}
