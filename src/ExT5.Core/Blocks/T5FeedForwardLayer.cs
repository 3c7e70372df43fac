using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary><c>y = x + dropout(feedForward(norm(x)))</c>.</summary>
internal sealed class T5FeedForwardLayer : Module
{
    [ComponentName(Name = "DenseReluDense")]
    private readonly T5FeedForward _feedForward;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropoutRate;

    public T5FeedForwardLayer(T5Config config, ScalarType type, T5Initializer initializer)
        : base(nameof(T5FeedForwardLayer))
    {
        _feedForward = new(config, type, initializer);
        _norm = new(config, initializer);
        _dropoutRate = config.DropoutRate;
        RegisterComponents();
    }

    public FeedForwardWeights Weights() => _feedForward.Weights();

    /// <param name="x">Float32 <c>[B, L, M]</c>.</param>
    public Tensor Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Forward(x, Weights()).MoveToOuterDisposeScope();
    }

    /// <summary>The same with weights made before.</summary>
    public Tensor Forward(Tensor x, FeedForwardWeights weights)
    {
        using var scope = NewDisposeScope();
        var y = _feedForward.Forward(_norm.forward(x), weights);
        return (x + TrainingDropout.Apply(y, _dropoutRate, training)).MoveToOuterDisposeScope();
    }
}
