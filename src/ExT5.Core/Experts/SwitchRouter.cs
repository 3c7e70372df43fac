using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// Chooses for each token the expert of the largest <c>softmax(x W + b)</c>, the first tokens of a row first, until the
/// expert is full. In float32 whatever the compute type (Fedus et al. 2021, section 2.4). Padding is routed and takes
/// places as in Transformers, which reads <c>router_ignore_padding_tokens</c> and does nothing with it.
/// </summary>
internal sealed class SwitchRouter : Module
{
    [ComponentName(Name = "classifier")]
    private readonly RouterClassifier _classifier;

    private readonly ExpertsConfig _experts;

    public SwitchRouter(T5Config config, T5Initializer initializer)
        : base(nameof(SwitchRouter))
    {
        _experts = config.Experts!;
        _classifier = new(config.ModelSize, _experts, initializer);
        RegisterComponents();
    }

    /// <param name="x">Float32 <c>[B, L, M]</c>.</param>
    public Routing Route(Tensor x)
    {
        using var scope = NewDisposeScope();
        var logits = _classifier.Forward(x);
        var (probability, expert) = functional.softmax(logits, -1).max(-1);
        using Scalar none = _experts.Count;
        if (x.shape[1] > _experts.Capacity)
            expert = expert.masked_fill(Overflow(expert), none);
        return new(logits.MoveToOuterDisposeScope(), probability.MoveToOuterDisposeScope(), expert.MoveToOuterDisposeScope());
    }

    /// <summary>Whether a token comes after so many of its row that chose the same expert, bool <c>[B, L]</c>.</summary>
    private Tensor Overflow(Tensor expert)
    {
        var earlier = functional.one_hot(expert, _experts.Count).cumsum(1); // [B, L, E]
        using Scalar capacity = _experts.Capacity;
        return earlier.gather(2, expert.unsqueeze(-1)).squeeze(-1).gt(capacity);
    }
}
