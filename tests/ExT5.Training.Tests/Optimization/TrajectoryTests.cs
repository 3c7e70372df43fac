using ExT5.Core;
using ExT5.Core.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

/// <summary>Eight steps of whole models, beside Transformers and PyTorch.</summary>
public class TrajectoryTests
{
    /// <summary>
    /// Eight steps multiply float32 differences of 1e-6 by the steepness of the loss; gradients double within a step.
    /// </summary>
    private const double Relative = 2e-4;

    private static readonly AdafactorOptions Transformers = AdafactorOptions.Transformers;

    private static readonly Dictionary<string, Run> Runs = new()
    {
        ["adamw_lr1e-3_wd0.01"] = new(parameters => new AdamW(parameters), new ConstantSchedule(1e-3)),
        ["adafactor_lr1e-3_noscale"] = new(
            parameters => new Adafactor(parameters, Transformers with { MultiplyByParameterScale = false }),
            new ConstantSchedule(1e-3)),
        ["adafactor_relative_warmup"] = new(
            parameters => new Adafactor(parameters, Transformers), new RelativeStepSchedule(WarmupInit: true)),
        ["adafactor_relative"] = new(parameters => new Adafactor(parameters, Transformers), new RelativeStepSchedule()),
    };

    public static MatrixTheoryData<string, string> Cases => new([GoldenModel.V10, GoldenModel.V11], Runs.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_and_gradient_norms_follow_Transformers(string model, string run)
    {
        var golden = GoldenModel.Load(model);
        using var optimizer = Runs[run].Make(golden.Model.named_parameters());

        AssertFollows(golden, model, run, GradientClipping.None, step =>
        {
            optimizer.Step(Runs[run].Rate.At(step));
            optimizer.ZeroGrad();
        });
    }

    [Theory]
    [InlineData(GoldenModel.V10)]
    [InlineData(GoldenModel.V11)]
    public void Clipped_gradient_descent_follows_PyTorch(string model)
    {
        var golden = GoldenModel.Load(model);

        AssertFollows(golden, model, "sgd_lr0.1_clip1.0", new GradientClipping(1), _ =>
        {
            using var noGrad = no_grad();
            using Scalar rate = 0.1;
            foreach (var parameter in golden.Model.parameters())
            {
                parameter.sub_(parameter.grad! * rate);
                parameter.grad = null;
            }
        });
    }

    private static void AssertFollows(
        GoldenModel golden, string model, string run, GradientClipping clipping, Action<int> change)
    {
        var expected = Golden.Json(Path.Combine(model, "trajectories.json"))["runs"]![run]!;
        var (losses, norms) = (Golden.Numbers(expected["losses"]!), Golden.Numbers(expected["grad_norms"]!));
        Assert.Equal(8, losses.Length);
        for (var step = 0; step < losses.Length; step++)
        {
            using var scope = NewDisposeScope();
            var loss = Differentiate(golden);
            var norm = clipping.Apply(golden.Model.parameters());
            change(step);

            Assert.Equal(1, loss / losses[step], Relative);
            Assert.Equal(1, norm.Value / norms[step], 5 * Relative);
        }
    }

    private static double Differentiate(GoldenModel golden)
    {
        var labels = golden.Inputs["labels"];
        var inputs = golden.Batch(golden.Mask);
        var memory = golden.Model.Encode(inputs.EncoderTokens, inputs.EncoderSegmentIds);
        var loss = new Seq2SeqLoss(ZLoss: 0, Normalization: LossNormalization.TargetTokens);
        var targets = new Seq2SeqTargets(labels, labels.ge(Scalars.Zero).to(ScalarType.Float32));
        return loss.Backward(golden.Model.Decode(inputs, memory), golden.Model.Logits, targets).Loss.item<float>();
    }

    private sealed record Run(Func<IEnumerable<(string, Parameter)>, IOptimizer> Make, ILearningRateSchedule Rate);
}
