using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

[Collection(TorchGenerator.Name)]
public sealed class SwitchFeedForwardTests
{
    // Sums of 24 float32 products of numbers near 1, in another order than the formula's.
    private const double Tolerance = 2e-5;

    private const int Rows = 2, Length = 9, Model = 8, Inner = 12, Experts = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_layer_is_the_plain_formula_for_any_capacity(int capacity)
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(capacity);
        using var generator = new Generator(3);
        var x = randn([Rows, Length, Model], generator: generator);

        var y = layer.Forward(x, layer.Weights(training: false), training: false, null);

        var expected = Plain(layer, x, capacity);
        Assert.All(expected.Zip(y.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Fact]
    public void A_row_is_routed_alike_alone_and_among_others()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(capacity: 2);
        using var generator = new Generator(4);
        var x = randn([Rows, Length, Model], generator: generator);

        var together = layer.Forward(x, layer.Weights(training: false), training: false, null)[1];
        var alone = layer.Forward(x.narrow(0, 1, 1), layer.Weights(training: false), training: false, null)[0];

        Assert.InRange((together - alone).abs().max().item<float>(), 0, 1e-6);
    }

    [Fact]
    public void The_record_counts_tokens_and_those_dropped()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(capacity: 1);
        using var log = new RoutingLog();

        layer.Forward(ones([Rows, Length, Model]), layer.Weights(training: false), training: false, log); // all choose the same expert

        Assert.Equal(Rows * Length, log.Tokens);
        Assert.Equal(Rows * (Length - 1), log.DroppedTokens());
    }

    [Fact]
    public void Experts_without_tokens_have_gradients_of_zero()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(capacity: 9);

        layer.Forward(ones([1, 2, Model]), layer.Weights(training: false), training: false, null).sum().backward();

        var gradients = layer.named_parameters().Where(pair => pair.name.EndsWith("wi.weight", StringComparison.Ordinal))
            .Select(pair => pair.parameter.grad!.abs().sum().item<float>()).ToList();
        Assert.Equal([0, 0], gradients.Order().Take(Experts - 1));
        Assert.True(gradients.Max() > 0);
    }

    [Fact]
    public void Jitter_changes_training_by_at_most_its_noise_and_evaluation_not_at_all()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(capacity: Length, jitter: 0.1);
        using var log = new RoutingLog();
        manual_seed(5).Dispose();
        var x = ones([64, Length, Model]);

        layer.Forward(x, layer.Weights(training: true), training: true, log);
        layer.Forward(x, layer.Weights(training: false), training: false, log);

        var (training, evaluation) = (log.Logits(0), log.Logits(1));
        var weight = layer.named_parameters().First(pair => pair.name == "router.classifier.weight").parameter;
        using Scalar noise = 0.1, rounding = 1e-6, part = 0.3;
        var reach = weight.abs().sum(1).mul(noise); // |sum of w (u - 1)| <= noise sum of |w|
        Assert.True((training - evaluation).abs().le(reach.add(rounding, Scalars.One)).all().item<bool>());
        Assert.True((training - evaluation).abs().gt(reach * part).any().item<bool>());
        Assert.Equal(0, (evaluation - evaluation[0, 0]).abs().max().item<float>());
    }

    private static SwitchFeedForward Layer(int capacity, double jitter = 0)
    {
        var config = T5Config.V10Small with
        {
            ModelType = T5ModelType.Switch,
            ModelSize = Model,
            FeedForwardSize = Inner,
            DropoutRate = 0,
            Experts = new() { Count = Experts, Capacity = capacity, JitterNoise = jitter, RouterBias = true },
        };
        using var initializer = T5Initializer.Seeded(config, new T5ModelOptions { Seed = 8 });
        var layer = new SwitchFeedForward(config, ScalarType.Float32, initializer);
        using var _ = no_grad();
        foreach (var (_, parameter) in layer.named_parameters().Where(pair => pair.name.StartsWith("router", StringComparison.Ordinal)))
        {
            using var generator = new Generator(9);
            parameter.copy_(randn(parameter.shape, generator: generator));
        }
        return layer;
    }

    /// <summary>Token by token in double precision: choose, take a place or pass by, multiply by the probability.</summary>
    private static double[] Plain(SwitchFeedForward layer, Tensor x, int capacity)
    {
        var weights = layer.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.detach().to(ScalarType.Float64));
        var result = new List<double>();
        for (var row = 0; row < Rows; row++)
        {
            var taken = new int[Experts];
            for (var i = 0; i < Length; i++)
            {
                var token = x[row, i].to(ScalarType.Float64);
                var logits = weights["router.classifier.weight"].mv(token).add(weights["router.classifier.bias"], Scalars.One);
                var expert = (int)logits.argmax().item<long>();
                var probability = (logits - logits[expert]).exp().sum().reciprocal();
                var prefix = $"experts.expert_{expert}";
                var y = ++taken[expert] > capacity
                    ? token
                    : weights[$"{prefix}.wo.weight"].mv(weights[$"{prefix}.wi.weight"].mv(token).relu());
                result.AddRange((y * probability).data<double>().ToArray());
            }
        }

        return [.. result];
    }
}
