using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>Self-attention, then feed-forward.</summary>
internal sealed class T5EncoderBlock : Module
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<Module> _layers;

    public T5EncoderBlock(T5Config config, AttentionRun run, T5Initializer initializer, AttentionParts parts, bool sparse = false)
        : base(nameof(T5EncoderBlock))
    {
        _layers = new(
            new T5SelfAttentionLayer(config, run, initializer, parts, config.EncoderAttention),
            new T5FeedForwardLayer(config, run.Type, initializer, sparse));
        RegisterComponents();
    }

    public T5SelfAttentionLayer SelfAttention => (T5SelfAttentionLayer)_layers[0];

    private T5FeedForwardLayer FeedForward => (T5FeedForwardLayer)_layers[1];

    /// <param name="x">Float32 <c>[B, S, M]</c>.</param>
    /// <param name="pattern">What positions see.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <param name="watch">Is told what each layer computed.</param>
    public Tensor Forward(Tensor x, EncoderPattern pattern, bool training, IForwardWatch? watch = null)
    {
        using var scope = NewDisposeScope();
        x = SelfAttention.Forward(x, pattern, training);
        watch?.Output("layer.0", x);
        x = FeedForward.Forward(x, training, watch);
        watch?.Output("layer.1", x);
        return x.MoveToOuterDisposeScope();
    }
}
