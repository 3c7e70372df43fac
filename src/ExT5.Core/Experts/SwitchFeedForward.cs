using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// The sparse feed-forward of a Switch Transformer, <c>y = p expert(x)</c> with the expert and its probability from the
/// router, and <c>y = p x</c> for tokens that it drops. Tokens are gathered by expert, so that each costs one expert.
/// B rows, L tokens, M model size, E experts, N = B L.
/// </summary>
internal sealed class SwitchFeedForward : Module
{
    [ComponentName(Name = "router")]
    private readonly SwitchRouter _router;

    [ComponentName(Name = "experts")]
    private readonly ModuleDict<T5FeedForward> _experts = new();

    private readonly double _jitter;

    public SwitchFeedForward(T5Config config, ScalarType type, T5Initializer initializer)
        : base(nameof(SwitchFeedForward))
    {
        _router = new(config, initializer);
        for (var i = 0; i < config.Experts!.Count; i++)
            _experts.Add($"expert_{i}", new T5FeedForward(config, type, initializer, outputFanIn: config.ModelSize));
        _jitter = config.Experts.JitterNoise;
        RegisterComponents();
    }

    /// <summary>The experts' weights in the compute type.</summary>
    public FeedForwardWeights[] Weights(bool training) => [.. _experts.values().Select(expert => expert.Weights(training))];

    /// <param name="x">Float32 <c>[B, L, M]</c>.</param>
    /// <param name="weights">Of <see cref="Weights"/>.</param>
    /// <param name="training">Whether this pass drops out and jitters.</param>
    /// <param name="watch">Is told how tokens were routed.</param>
    public Tensor Forward(Tensor x, FeedForwardWeights[] weights, bool training, IForwardWatch? watch)
    {
        using var scope = NewDisposeScope();
        x = Jitter(x, training);
        var routing = _router.Route(x);
        watch?.Routed(routing);
        var order = routing.Expert.flatten().argsort(); // [N], expert by expert, the dropped last
        var sorted = x.flatten(0, 1).index_select(0, order); // [N, M]
        var outputs = cat(Outputs(sorted, routing.Expert, weights, training), 0).index_select(0, order.argsort());
        return (outputs.view(x.shape) * routing.Probability.unsqueeze(-1)).MoveToOuterDisposeScope();
    }

    /// <summary>Outputs of tokens sorted by expert; the dropped ones follow as they are.</summary>
    private Tensor[] Outputs(Tensor sorted, Tensor expert, FeedForwardWeights[] weights, bool training)
    {
        var counts = expert.flatten().bincount(null, minlength: weights.Length + 1).cpu().data<long>().ToArray();
        var parts = sorted.split(counts, 0);
        // An expert without tokens still takes part while gradients are recorded: its gradient is then 0, not absent.
        var runs = Enumerable.Range(0, weights.Length).Where(i => counts[i] > 0 || is_grad_enabled());
        return [.. runs.Select(i => Expert(i).Forward(parts[i], weights[i], training).to(ScalarType.Float32)), parts[^1]];
    }

    private T5FeedForward Expert(int i) => _experts[$"expert_{i}"];

    private Tensor Jitter(Tensor x, bool training)
    {
        if (!training || _jitter == 0)
            return x;
        using Scalar width = 2 * _jitter, least = 1 - _jitter;
        return x * rand_like(x).mul_(width).add_(least, Scalars.One);
    }
}
