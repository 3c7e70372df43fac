using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class RoutingLogTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Losses_are_those_of_the_papers_formulas()
    {
        using var scope = NewDisposeScope();
        using var log = new RoutingLog();
        double[][] logits = [[1, 0], [0, 2], [3, 1]];
        log.Routed(Routing([1f, 0f, 0f, 2f, 3f, 1f], [0, 1, 0]));

        // z = mean of log(sum of exp)^2; balance = E sum of f_e P_e with f = (2/3, 1/3).
        var z = logits.Average(row => Math.Pow(Math.Log(row.Sum(Math.Exp)), 2));
        var first = logits.Average(row => Math.Exp(row[0]) / row.Sum(Math.Exp));
        var balance = 2 * (2 / 3.0 * first + 1 / 3.0 * (1 - first));

        Assert.Equal(z, log.ZLoss().item<float>(), z * Tolerance);
        Assert.Equal(balance, log.LoadBalancingLoss().item<float>(), Tolerance);
    }

    [Fact]
    public void Even_use_of_experts_has_a_balance_of_one_and_the_use_of_one_a_larger()
    {
        using var scope = NewDisposeScope();
        using var even = new RoutingLog();
        using var one = new RoutingLog();
        even.Routed(Routing([5f, 0f, 0f, 5f], [0, 1]));
        one.Routed(Routing([5f, 0f, 5f, 0f], [0, 0]));

        Assert.Equal(1, even.LoadBalancingLoss().item<float>(), Tolerance);
        Assert.Equal(2 / (1 + Math.Exp(-5)), one.LoadBalancingLoss().item<float>(), Tolerance);
    }

    [Fact]
    public void A_dropped_token_counts_as_one_of_the_first_expert()
    {
        using var scope = NewDisposeScope();
        using var dropped = new RoutingLog();
        using var first = new RoutingLog();
        dropped.Routed(Routing([0f, 4f, 0f, 4f], [1, 2]));
        first.Routed(Routing([0f, 4f, 0f, 4f], [1, 0]));

        Assert.Equal(1, dropped.DroppedTokens());
        Assert.Equal(first.LoadBalancingLoss().item<float>(), dropped.LoadBalancingLoss().item<float>());
    }

    [Fact]
    public void Without_sparse_layers_the_losses_are_zero()
    {
        using var scope = NewDisposeScope();
        using var routers = new RouterRecord();

        Assert.Equal(0, routers.Losses().Total(new ExpertsConfig()).item<float>());
        Assert.Equal(0, routers.Tokens);
    }

    private static Routing Routing(float[] logits, long[] experts)
    {
        var shaped = tensor(logits, [1, experts.Length, logits.Length / experts.Length]);
        return new(shaped, nn.functional.softmax(shaped, -1).amax([-1]), tensor(experts, [1, experts.Length]));
    }
}
