using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary><c>y = x + dropout(feedForward(norm(x)))</c>; in sparse blocks of a Switch model of many experts.</summary>
internal sealed class T5FeedForwardLayer : Module
{
    [ComponentName(Name = "DenseReluDense")]
    private readonly T5FeedForward? _dense;

    // A Switch model calls both kinds so.
    [ComponentName(Name = "mlp")]
    private readonly Module? _mlp;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropoutRate;

    public T5FeedForwardLayer(T5Config config, ScalarType type, T5Initializer initializer, bool sparse)
        : base(nameof(T5FeedForwardLayer))
    {
        if (config.Experts is null)
            _dense = new(config, type, initializer);
        else
            _mlp = sparse ? new SwitchFeedForward(config, type, initializer) : new T5FeedForward(config, type, initializer);
        _norm = new(config, initializer);
        _dropoutRate = config.DropoutRate;
        RegisterComponents();
    }

    private T5FeedForward Dense => _dense ?? (T5FeedForward)_mlp!;

    /// <summary>The weights in the compute type, of each expert where there are many.</summary>
    public FeedForwardWeights[] Weights(bool training) =>
        _mlp is SwitchFeedForward experts ? experts.Weights(training) : [Dense.Weights(training)];

    /// <param name="x">Float32 <c>[B, L, M]</c>.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <param name="watch">Is told how tokens were routed.</param>
    public Tensor Forward(Tensor x, bool training, IForwardWatch? watch)
    {
        using var scope = NewDisposeScope();
        return Forward(x, Weights(training), training, watch).MoveToOuterDisposeScope();
    }

    /// <summary>The same with weights made before.</summary>
    public Tensor Forward(Tensor x, FeedForwardWeights[] weights, bool training, IForwardWatch? watch = null)
    {
        using var scope = NewDisposeScope();
        var normed = _norm.forward(x);
        var y = _mlp is SwitchFeedForward experts
            ? experts.Forward(normed, weights, training, watch)
            : Dense.Forward(normed, weights[0], training);
        return x.add(TrainingDropout.Apply(y, _dropoutRate, training), Scalars.One).MoveToOuterDisposeScope();
    }
}
