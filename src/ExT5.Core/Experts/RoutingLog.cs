using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>What the routers of one stack decided. B rows, L tokens, E experts, N = L times the sparse layers.</summary>
internal sealed class RoutingLog : IForwardWatch, IDisposable
{
    private readonly List<Routing> _routings = [];

    public long Tokens => _routings.Sum(routing => routing.Expert.numel());

    public void Enter(string part)
    {
    }

    public void Output(string layer, Tensor x)
    {
    }

    public void Routed(Routing routing) =>
        _routings.Add(new(Kept(routing.Logits), Kept(routing.Probability), Kept(routing.Expert)));

    /// <summary>The logits of a layer, in the order of the pass.</summary>
    public Tensor Logits(int layer) => _routings[layer].Logits;

    public long DroppedTokens()
    {
        using var scope = NewDisposeScope();
        return _routings.Sum(Dropped);
    }

    /// <summary>The mean of <c>logsumexp(logits)^2</c> over all tokens; a scalar.</summary>
    public Tensor ZLoss()
    {
        using var scope = NewDisposeScope();
        return _routings.Count == 0
            ? zeros([], ScalarType.Float32).MoveToOuterDisposeScope()
            : Logits().logsumexp(-1).pow(Scalars.Two).mean().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <c>E sum over e of f_e P_e</c>, the mean over the rows: f is the share of a row's tokens that went to an expert and
    /// P the expert's mean probability, both over all sparse layers of the stack at once. A dropped token counts as one of
    /// expert 0. Both are what Transformers computes.
    /// </summary>
    public Tensor LoadBalancingLoss()
    {
        using var scope = NewDisposeScope();
        if (_routings.Count == 0)
            return zeros([], ScalarType.Float32).MoveToOuterDisposeScope();
        var logits = Logits();
        var experts = logits.shape[^1];
        using Scalar count = experts, squared = experts * experts;
        var counted = cat([.. _routings.Select(routing => routing.Expert)], 1).remainder(count); // [B, N], E becomes 0
        var shares = functional.one_hot(counted, experts).to(ScalarType.Float32).mean([1]); // [B, E]
        var probabilities = functional.softmax(logits, -1).mean([1]); // [B, E]
        return ((shares * probabilities).mean() * squared).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var (logits, probability, expert) in _routings)
        {
            logits.Dispose();
            probability.Dispose();
            expert.Dispose();
        }

        _routings.Clear();
    }

    private static long Dropped(Routing routing)
    {
        using Scalar none = routing.Logits.shape[^1];
        return routing.Expert.eq(none).sum().item<long>();
    }

    private Tensor Logits() => cat([.. _routings.Select(routing => routing.Logits)], 1); // [B, N, E]

    // The layer's own tensors go with its dispose scope.
    private static Tensor Kept(Tensor tensor) => tensor.alias().DetachFromDisposeScope();
}
