using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class Float16Tests
{
    private const float LargestFloat16 = 65_504;

    // Eleven bits of mantissa through four blocks; logits span -8 to 9.
    private const double LogitsTolerance = 0.05;

    private static readonly T5ModelOptions Half = new() { Precision = ComputePrecision.Float16 };

    public static TheoryData<string> Models => [.. GoldenModel.Variants, "switch", "switch_biased"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Logits_stay_near_float32(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(name, Half);

        var logits = golden.Model.forward(golden.Batch(golden.Mask));

        Assert.InRange(GoldenModel.Difference(golden.Outputs["logits"], logits), 1e-6, LogitsTolerance);
    }

    [Theory]
    [InlineData(GoldenModel.V10, 300, 60)]
    [InlineData(GoldenModel.V11, 1_000, 1)]
    public void Feed_forwards_beyond_float16_give_what_float32_does(string name, float inner, float output)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var (exact, half) = (GoldenModel.Load(name), GoldenModel.Load(name, Half));
        Scale(exact.Model, inner, output);
        Scale(half.Model, inner, output);
        var batch = exact.Batch(exact.Mask);

        var expected = exact.Model.forward(batch);

        Assert.InRange(GoldenModel.Difference(expected, half.Model.forward(batch)), 0, LogitsTolerance);
        Assert.True(LargestFeedForward(exact.Model, batch) > LargestFloat16);
        Assert.False(AllInFloat16(exact.Model, batch).isfinite().all().item<bool>());
    }

    [Fact]
    public void Decoding_step_by_step_gives_the_logits_of_the_whole()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(GoldenModel.V11, Half);
        var batch = golden.Batch(golden.Mask);
        using var state = golden.Model.StartDecoding(batch.EncoderTokens, golden.Mask);

        var steps = batch.DecoderTokens.unbind(1).Select(tokens => state.Step(tokens.contiguous())).ToArray();

        Assert.InRange(GoldenModel.Difference(golden.Model.forward(batch), stack(steps, 1)), 0, LogitsTolerance);
    }

    [Fact]
    public void Training_is_refused_with_the_reason_and_what_to_do()
    {
        var config = GoldenModel.Load(GoldenModel.V11).Config;
        using var model = new T5Model(config, Half);

        var error = Assert.Throws<InvalidOperationException>(() => model.train());

        Assert.False(model.training);
        Assert.Contains("overflow", error.Message, StringComparison.Ordinal);
        Assert.Contains("BFloat16", error.Message, StringComparison.Ordinal);
    }

    private static void Scale(T5Model model, float inner, float output)
    {
        using Scalar innerFactor = inner, outputFactor = output;
        foreach (var (name, parameter) in model.NamedParameters)
            if (name.Contains(".wi", StringComparison.Ordinal))
                parameter.mul_(innerFactor);
            else if (name.EndsWith(".wo.weight", StringComparison.Ordinal))
                parameter.mul_(outputFactor);
    }

    /// <summary>The largest number the encoder's residual stream holds after its first feed-forward.</summary>
    private static float LargestFeedForward(T5Model model, T5Inputs batch)
    {
        var watch = new Largest();
        model.RunEncoder(batch.EncoderTokens, batch.EncoderSegmentIds, packed: false, training: false, watch).Dispose();
        return watch.Value;
    }

    /// <summary>The first feed-forward on the embedding, every number of it float16.</summary>
    private static Tensor AllInFloat16(T5Model model, T5Inputs batch)
    {
        const string Layer = "encoder.block.0.layer.1.DenseReluDense.";
        var weights = model.NamedParameters;
        Tensor Product(Tensor x, string name) => nn.functional.linear(x, weights[Layer + name].to(ScalarType.Float16));
        var embedded = weights["shared.weight"][batch.EncoderTokens].to(ScalarType.Float16);
        var normed = embedded * embedded.pow(Scalars.Two).mean([-1], keepdim: true).rsqrt();
        var inner = weights.ContainsKey(Layer + "wi.weight")
            ? Product(normed, "wi.weight").relu()
            : nn.functional.gelu(Product(normed, "wi_0.weight")) * Product(normed, "wi_1.weight");
        return Product(inner, "wo.weight");
    }

    private sealed class Largest : IForwardWatch
    {
        public float Value { get; private set; }

        public void Enter(string part)
        {
        }

        public void Output(string layer, Tensor x) => Value = Math.Max(Value, x.abs().max().item<float>());

        public void Routed(Routing routing)
        {
        }
    }
}
