using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>Causal self-attention, attention to the encoder, feed-forward.</summary>
internal sealed class T5DecoderBlock : Module
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<Module> _layers;

    public T5DecoderBlock(T5Config config, AttentionRun run, T5Initializer initializer, AttentionParts parts, bool sparse = false)
        : base(nameof(T5DecoderBlock))
    {
        _layers = new(
            new T5SelfAttentionLayer(config, run, initializer, parts),
            new T5CrossAttentionLayer(config, run, initializer),
            new T5FeedForwardLayer(config, run.Type, initializer, sparse));
        RegisterComponents();
    }

    public T5SelfAttentionLayer SelfAttention => (T5SelfAttentionLayer)_layers[0];

    public T5CrossAttentionLayer CrossAttention => (T5CrossAttentionLayer)_layers[1];

    public T5FeedForwardLayer FeedForward => (T5FeedForwardLayer)_layers[2];

    /// <param name="x">Float32 <c>[B, T, M]</c>.</param>
    /// <param name="memory">The encoder's output <c>[B, S, M]</c>.</param>
    /// <param name="selfBias">Gives what is added to the scores of self-attention.</param>
    /// <param name="crossBias">The same of attention to the encoder.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <param name="watch">Is told what each layer computed.</param>
    public Tensor Forward(
        Tensor x, Tensor memory, IScoreBias selfBias, IScoreBias crossBias, bool training, IForwardWatch? watch = null)
    {
        using var scope = NewDisposeScope();
        x = SelfAttention.Forward(x, selfBias, training);
        watch?.Output("layer.0", x);
        x = CrossAttention.Forward(x, memory, crossBias, training);
        watch?.Output("layer.1", x);
        x = FeedForward.Forward(x, training, watch);
        watch?.Output("layer.2", x);
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>One decoding step for the newest position.</summary>
    /// <param name="x">Float32 <c>[N, 1, M]</c>.</param>
    /// <param name="state">Weights, cache and encoder keys and values of this block.</param>
    /// <param name="selfBias">Float32 <c>[1, H, 1, length]</c>.</param>
    /// <param name="crossBias">Float32 <c>[N, 1, 1, S]</c> or <see langword="null"/>.</param>
    public Tensor Step(Tensor x, DecoderBlockState state, Tensor selfBias, Tensor? crossBias)
    {
        using var scope = NewDisposeScope();
        x = SelfAttention.Step(x, state.SelfWeights, state.Cache, selfBias);
        x = CrossAttention.Step(x, state.CrossWeights, state.EncoderKeysAndValues, crossBias);
        return FeedForward.Forward(x, state.FeedForwardWeights, training: false).MoveToOuterDisposeScope();
    }
}
