using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary><c>y = x + dropout(attention(norm(x)))</c> inside one sequence.</summary>
internal sealed class T5SelfAttentionLayer : Module
{
    [ComponentName(Name = "SelfAttention")]
    private readonly T5Attention _attention;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropoutRate;

    public T5SelfAttentionLayer(T5Config config, AttentionRun run, T5Initializer initializer, RelativePositionBias? relativeBias)
        : base(nameof(T5SelfAttentionLayer))
    {
        _attention = new(config, run, initializer, relativeBias);
        _norm = new(config, initializer);
        _dropoutRate = config.DropoutRate;
        RegisterComponents();
    }

    public T5Attention Attention => _attention;

    /// <param name="x">Float32 <c>[B, L, M]</c>.</param>
    /// <param name="bias">Float32 <c>[B|1, H, L, L]</c>.</param>
    public Tensor Forward(Tensor x, Tensor bias)
    {
        using var scope = NewDisposeScope();
        var weights = _attention.SelfWeights();
        var heads = _attention.Heads(_norm.forward(x), weights.Inputs);
        var y = _attention.Attend(heads[0], heads[1], heads[2], bias, weights.Output);
        return (x + TrainingDropout.Apply(y, _dropoutRate, training)).MoveToOuterDisposeScope();
    }

    /// <summary>One decoding step.</summary>
    /// <param name="x">The newest position, float32 <c>[N, 1, M]</c>.</param>
    /// <param name="weights">Of <see cref="T5Attention.SelfWeights"/>.</param>
    /// <param name="cache">Keys and values so far; the newest are added.</param>
    /// <param name="bias">Float32 <c>[1, H, 1, length]</c>.</param>
    public Tensor Step(Tensor x, AttentionWeights weights, KeyValueCache cache, Tensor bias)
    {
        using var scope = NewDisposeScope();
        var heads = _attention.Heads(_norm.forward(x), weights.Inputs);
        cache.Append(heads[1], heads[2]);
        var y = _attention.Attend(heads[0], cache.Keys(), cache.Values(), bias, weights.Output);
        return (x + y).MoveToOuterDisposeScope();
    }
}
