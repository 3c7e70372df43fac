using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// <c>act(x W_i) W_o</c> (v1.0) or <c>(act(x W_i0) * (x W_i1)) W_o</c> (v1.1; Shazeer 2020). F is the inner width.
/// </summary>
internal sealed class T5FeedForward : Module
{
    // Inner numbers that exist at once when nothing is recorded: 64 MiB of float32, twice that of a gated form.
    private const long MostInner = 1 << 24;

    [ComponentName(Name = "wi")]
    private readonly Projection? _inner;

    [ComponentName(Name = "wi_0")]
    private readonly Projection? _activated;

    [ComponentName(Name = "wi_1")]
    private readonly Projection? _linear;

    [ComponentName(Name = "wo")]
    private readonly Projection _output;

    private readonly ActivationForm _activation;
    private readonly ScalarType _type;
    private readonly ScalarType _outputType;
    private readonly double _dropoutRate;
    private readonly long _mostPlaces;

    /// <param name="config">Sizes.</param>
    /// <param name="type">The compute type.</param>
    /// <param name="initializer">Makes the parameters.</param>
    /// <param name="outputFanIn">Whose root divides the initial output weights; default F, in experts M.</param>
    public T5FeedForward(T5Config config, ScalarType type, T5Initializer initializer, int? outputFanIn = null)
        : base(nameof(T5FeedForward))
    {
        (_activation, _type, _dropoutRate) = (ActivationForm.Of(config.Activation), type, config.DropoutRate);
        _outputType = type == ScalarType.Float16 ? ScalarType.Float32 : type;
        _mostPlaces = Math.Max(1, MostInner / config.FeedForwardSize);
        Projection Inner() => new(config.ModelSize, config.FeedForwardSize, Math.Pow(config.ModelSize, -0.5), initializer);
        if (!_activation.Gated)
            _inner = Inner();
        else
            (_activated, _linear) = (Inner(), Inner());
        _output = new(config.FeedForwardSize, config.ModelSize, Math.Pow(outputFanIn ?? config.FeedForwardSize, -0.5), initializer, overflows: true);
        RegisterComponents();
    }

    /// <summary>The weights in the compute type; with float16 those of the output in float32.</summary>
    public FeedForwardWeights Weights(bool training) =>
        new(_inner?.Weight(_type, training) ?? Projection.Join(_type, training, _activated!, _linear!), _output.Weight(_outputType, training));

    /// <param name="x"><c>[..., M]</c>.</param>
    /// <param name="weights">Of <see cref="Weights"/>.</param>
    /// <param name="training">Whether this pass drops out.</param>
    public Tensor Forward(Tensor x, FeedForwardWeights weights, bool training)
    {
        using var scope = NewDisposeScope();
        var places = x.numel() / x.shape[^1];
        if (training || is_grad_enabled() || places <= _mostPlaces)
            return OfPlaces(x, weights, training).MoveToOuterDisposeScope();
        var parts = x.reshape(places, -1).split(_mostPlaces, 0);
        var outputs = parts.Select(part => OfPlaces(part, weights, training)).ToArray();
        return cat(outputs, 0).view([.. x.shape[..^1], -1]).MoveToOuterDisposeScope();
    }

    private Tensor OfPlaces(Tensor x, FeedForwardWeights weights, bool training)
    {
        using var scope = NewDisposeScope();
        // What follows the inner product exceeds float16's 65504 in T5's checkpoints.
        var inner = Activate(Projection.Apply(x, weights.Inner).to(_outputType)); // [..., F]
        inner = TrainingDropout.Apply(inner, _dropoutRate, training);
        return Projection.Apply(inner, weights.Output).MoveToOuterDisposeScope();
    }

    private Tensor Activate(Tensor inner)
    {
        if (!_activation.Gated)
            return _activation.Apply(inner);
        if (_activation.Function == "gelu_new" && FloatRow.Reaches(inner))
            return GatedGeluFunction.Activate(inner);
        var halves = inner.split(inner.shape[^1] / 2, -1);
        return _activation.Apply(halves[0]) * halves[1];
    }
}
