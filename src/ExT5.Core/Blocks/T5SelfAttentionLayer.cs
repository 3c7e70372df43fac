using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary><c>y = x + dropout(attention(norm(x)))</c> inside one sequence.</summary>
internal sealed class T5SelfAttentionLayer : Module
{
    [ComponentName(Name = "SelfAttention")]
    private readonly T5Attention? _full;

    [ComponentName(Name = "LocalSelfAttention")]
    private readonly T5Attention? _local;

    [ComponentName(Name = "TransientGlobalSelfAttention")]
    private readonly T5Attention? _transientGlobal;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropoutRate;

    /// <param name="config">Sizes.</param>
    /// <param name="run">How attention is computed.</param>
    /// <param name="initializer">Initial weights.</param>
    /// <param name="parts">What the attention owns beside its projections.</param>
    /// <param name="pattern">Of the encoder; a decoder's is full. Decides the name in a checkpoint.</param>
    public T5SelfAttentionLayer(
        T5Config config,
        AttentionRun run,
        T5Initializer initializer,
        AttentionParts parts,
        EncoderAttention pattern = EncoderAttention.Full)
        : base(nameof(T5SelfAttentionLayer))
    {
        var attention = new T5Attention(config, run, initializer, parts);
        _full = pattern == EncoderAttention.Full ? attention : null;
        _local = pattern == EncoderAttention.Local ? attention : null;
        _transientGlobal = pattern == EncoderAttention.TransientGlobal ? attention : null;
        _norm = new(config, initializer);
        _dropoutRate = config.DropoutRate;
        RegisterComponents();
    }

    public T5Attention Attention => _full ?? _local ?? _transientGlobal!;

    /// <param name="x">Float32 <c>[B, L, M]</c>.</param>
    /// <param name="bias">Gives what is added to the scores.</param>
    /// <param name="training">Whether this pass drops out.</param>
    public Tensor Forward(Tensor x, IScoreBias bias, bool training)
    {
        using var scope = NewDisposeScope();
        var weights = Attention.SelfWeights(training);
        var heads = Attention.Heads(_norm.forward(x), weights.Inputs);
        var y = Attention.Attend(heads[0], heads[1], heads[2], bias, weights.Output, training);
        return x.add(TrainingDropout.Apply(y, _dropoutRate, training), Scalars.One).MoveToOuterDisposeScope();
    }

    /// <summary>The same in an encoder.</summary>
    /// <param name="x">Float32 <c>[B, L, M]</c>.</param>
    /// <param name="pattern">What positions see.</param>
    /// <param name="training">Whether this pass drops out.</param>
    public Tensor Forward(Tensor x, EncoderPattern pattern, bool training)
    {
        using var scope = NewDisposeScope();
        var y = pattern.Attend(Attention, _norm.forward(x), training);
        return x.add(TrainingDropout.Apply(y, _dropoutRate, training), Scalars.One).MoveToOuterDisposeScope();
    }

    /// <summary>One decoding step.</summary>
    /// <param name="x">The newest position, float32 <c>[N, 1, M]</c>.</param>
    /// <param name="weights">Of <see cref="T5Attention.SelfWeights"/>.</param>
    /// <param name="cache">Keys and values so far; the newest are added.</param>
    /// <param name="bias">Float32 <c>[1, H, 1, length]</c>.</param>
    public Tensor Step(Tensor x, AttentionWeights weights, KeyValueCache cache, Tensor bias)
    {
        using var scope = NewDisposeScope();
        var heads = Attention.Heads(_norm.forward(x), weights.Inputs);
        cache.Append(heads[1], heads[2]);
        var y = Attention.Attend(heads[0], cache.Keys(), cache.Values(), bias, weights.Output, training: false);
        return x.add(y, Scalars.One).MoveToOuterDisposeScope();
    }
}
