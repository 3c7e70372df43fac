using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class RouterTests
{
    [Fact]
    public async Task Reports_of_a_model_with_experts_show_its_routers_and_others_nothing()
    {
        using var experts = new TinyRun(TinyRun.Options(steps: 2), TinyRun.SwitchConfig);
        using var dense = new TinyRun(TinyRun.Options(steps: 2));

        var reports = await experts.TrainAsync();

        Assert.All(reports, report => Assert.InRange(report.Routers!.LoadBalancingLoss, 1.5, 2 * 3));
        Assert.All(reports, report => Assert.InRange(report.Routers!.DroppedShare, 0.01, 0.9));
        Assert.All(reports, report => Assert.InRange(report.Routers!.ZLoss, 2, 3)); // log(3)^2 of both stacks at first
        Assert.All(await dense.TrainAsync(), report => Assert.Null(report.Routers));
    }

    [Fact]
    public async Task Balancing_keeps_experts_more_even_than_none()
    {
        var with = await Balance(TinyRun.SwitchConfig.Experts! with { LoadBalancingLoss = 1 });
        var without = await Balance(TinyRun.SwitchConfig.Experts! with { LoadBalancingLoss = 0 });

        Assert.True(with < 2.2 && with < without, $"With balancing {with}, without {without}; 2 is even.");
    }

    [Fact]
    public async Task Experts_are_tuned_by_an_adapter_while_routers_stay()
    {
        var lora = new LoraConfig { TargetModules = ["wi", "wo"] };
        using var run = new TunedRun(TinyRun.Options(2), model => T5Adapter.Attach(model, lora), config: TinyRun.SwitchConfig);
        var before = run.Values();

        var reports = await run.TrainAsync();

        Assert.All(reports, report => Assert.True(report.Updated && report.Routers is not null));
        Assert.All(run.Values(), entry => Assert.Equal(before[entry.Key], entry.Value));
        var tuned = run.Model.Adapter!.NamedParameters.Where(entry => entry.Key.Contains("experts.expert_2.wo.lora_B", StringComparison.Ordinal));
        Assert.Equal(2, tuned.Count(entry => entry.Value.abs().sum().item<float>() > 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_auxiliary_scalar_adds_its_gradient_to_that_of_the_loss(bool joined)
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(1);
        var weight = randn([6, 4], generator: first).requires_grad_();
        using var second = new Generator(2);
        var table = randn([5, 4], generator: second).requires_grad_();
        var targets = new Seq2SeqTargets(tensor(new long[] { 1, 2, 0, 4 }, [2, 2]), ones([2, 2]), ones([2, 2], int64));
        var loss = new Seq2SeqLoss();

        var hidden = weight.narrow(0, 0, 4).tanh().reshape(2, 2, 4);
        using Scalar factor = 3f;
        var auxiliary = weight.pow(Scalars.Two).mean() * factor;
        if (joined) loss.Backward(hidden, x => x.matmul(table.t()), targets, auxiliary: auxiliary);
        else (loss.Compute(hidden.matmul(table.t()), targets).Loss.add(auxiliary, Scalars.One)).backward();

        var expected = Expected(loss, targets);
        Assert.InRange((weight.grad! - expected).abs().max().item<float>(), 0, 1e-6);
    }

    private static Tensor Expected(Seq2SeqLoss loss, Seq2SeqTargets targets)
    {
        using var first = new Generator(1);
        var weight = randn([6, 4], generator: first).requires_grad_();
        using var second = new Generator(2);
        var table = randn([5, 4], generator: second);
        loss.Compute(weight.narrow(0, 0, 4).tanh().reshape(2, 2, 4).matmul(table.t()), targets).Loss.backward();
        using Scalar slope = 2 * 3f / 24;
        return weight.grad!.add(weight.detach(), slope);
    }

    private static async Task<double> Balance(ExpertsConfig experts)
    {
        using var run = new TinyRun(TinyRun.Options(steps: 40), TinyRun.SwitchConfig with { Experts = experts });
        return (await run.TrainAsync()).TakeLast(10).Average(report => report.Routers!.LoadBalancingLoss);
    }
}
