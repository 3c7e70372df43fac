using System.Diagnostics.CodeAnalysis;
using ExT5.Core;
using ExT5.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Benchmarks;

/// <summary>
/// A model of T5 1.1 small with AdamW and one batch of 8 rows, 512 inputs and 114 targets (5,008 tokens).
/// </summary>
internal sealed class TrainingStep(T5ModelOptions options) : IDisposable
{
    private const int Rows = 8, Inputs = 512, Targets = 114;
    private readonly Seq2SeqLoss _loss = new(Normalization: LossNormalization.TargetTokens);
    private readonly T5Inputs _inputs = new(Ids(Inputs), null, Ids(Targets), null, Packed: false);
    private readonly Seq2SeqTargets _targets = new(Ids(Targets), ones(Rows, Targets));
    private readonly T5Model _model = new(T5Config.V11Small, options);
    private Training.AdamW? _optimizer;
    private optim.Optimizer? _plainOptimizer;

    /// <summary>Forward, loss, backward, clipping and AdamW as this library trains.</summary>
    public void Run()
    {
        using var scope = NewDisposeScope();
        _optimizer ??= new Training.AdamW(_model.named_parameters());
        var memory = _model.Encode(_inputs.EncoderTokens, _inputs.EncoderSegmentIds);
        _loss.Backward(_model.Decode(_inputs, memory), _model.Logits, _targets);
        new GradientClipping(1).Apply(_model.parameters());
        _optimizer.Step(1e-4);
        _optimizer.ZeroGrad();
    }

    /// <summary>The same with autograd over all logits and TorchSharp's clipping and AdamW.</summary>
    [SuppressMessage("Reliability", "EXT5001", Justification = "The optimizer compared with.")]
    public void RunPlain()
    {
        using var scope = NewDisposeScope();
        _plainOptimizer ??= optim.AdamW(_model.parameters(), 1e-4);
        _loss.Compute(_model.forward(_inputs), _targets).Loss.backward();
        nn.utils.clip_grad_norm_(_model.parameters(), 1);
        _plainOptimizer.step();
        _plainOptimizer.zero_grad();
    }

    public void Dispose()
    {
        _optimizer?.Dispose();
        _plainOptimizer?.Dispose();
        _model.Dispose();
    }

    private static Tensor Ids(int length) => randint(2, 32_000, [Rows, length], dtype: ScalarType.Int64);
}
