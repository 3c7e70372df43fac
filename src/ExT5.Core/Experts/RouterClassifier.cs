using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>The router's logits <c>x W^T + b</c>. Weight <c>[E, M]</c>, bias <c>[E]</c>, in float32.</summary>
internal sealed class RouterClassifier : Module
{
    // Flaxformer's router initializer; the 1 of Transformers starts with experts that all tokens choose.
    private const double Deviation = 0.02;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    public RouterClassifier(long modelSize, ExpertsConfig experts, T5Initializer initializer)
        : base(nameof(RouterClassifier))
    {
        _weight = initializer.Normal(experts.Count, modelSize, Deviation);
        if (experts.RouterBias)
            _bias = T5Initializer.Zeros(experts.Count);
        RegisterComponents();
    }

    /// <param name="x">Float32 <c>[..., M]</c>.</param>
    /// <returns>Float32 <c>[..., E]</c>.</returns>
    public Tensor Forward(Tensor x) => functional.linear(x, _weight, _bias);
}
