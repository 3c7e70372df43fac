using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>What stays float32 whatever the compute type: norms, softmax, residual sums, logits, parameters and gradients.</summary>
public sealed class PrecisionTests
{
    public static TheoryData<ComputePrecision> Reduced => new(ComputePrecision.BFloat16, ComputePrecision.Float16);

    public static TheoryData<IAttentionKernel, ScalarType> Kernels => new()
    {
        { new ReferenceKernel(), ScalarType.BFloat16 },
        { new ReferenceKernel(), ScalarType.Float16 },
        { KernelSelection.Default, ScalarType.BFloat16 },
        { KernelSelection.Default, ScalarType.Float16 },
    };

    [Theory]
    [MemberData(nameof(Reduced))]
    public void Residual_sums_and_norms_keep_every_bit(ComputePrecision precision)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var (exact, reduced) = (GoldenModel.Load(GoldenModel.V11), GoldenModel.Load(GoldenModel.V11, new() { Precision = precision }));
        foreach (var model in new[] { exact.Model, reduced.Model })
            foreach (var (name, parameter) in model.NamedParameters)
                if (name.EndsWith(".o.weight", StringComparison.Ordinal) || name.EndsWith(".wo.weight", StringComparison.Ordinal))
                    parameter.zero_();

        var batch = exact.Batch(exact.Mask);
        var expected = exact.Model.Encode(batch.EncoderTokens, exact.Mask);

        // With outputs of 0 only embedding, residual sums and norms are left.
        Assert.True(expected.Equals(reduced.Model.Encode(batch.EncoderTokens, exact.Mask)));
        Assert.True(exact.Model.Decode(batch, expected).Equals(reduced.Model.Decode(batch, expected)));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Scores_with_their_bias_and_the_softmax_are_float32(IAttentionKernel kernel, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        // 1000 and 1000.2 are one number in float16 and in bfloat16.
        var bias = tensor(new[] { 1000f, 1000.2f }, [1, 1, 1, 2]);
        var value = tensor(new[] { 0f, 1f }, [1, 1, 2, 1]).to(type);

        var context = kernel.Attend(zeros(1, 1, 1, 1).to(type), zeros(1, 1, 2, 1).to(type), value, bias, 0);

        var expected = 1 / (1 + Math.Exp(1000f - 1000.2f));
        Assert.Equal(expected, context.to(ScalarType.Float32).item<float>(), 2e-3); // the weight rounded once to 8 bits
    }

    [Theory]
    [MemberData(nameof(Reduced))]
    public void Hidden_states_logits_and_parameters_are_float32(ComputePrecision precision)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(GoldenModel.V10, new() { Precision = precision });
        var batch = golden.Batch(golden.Mask);

        var memory = golden.Model.Encode(batch.EncoderTokens, golden.Mask);
        var hidden = golden.Model.Decode(batch, memory);

        Assert.All([memory, hidden, golden.Model.Logits(hidden)], tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        Assert.All(golden.Model.NamedParameters.Values, parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
    }

    [Fact]
    public void Gradients_of_bfloat16_products_are_float32()
    {
        using var scope = NewDisposeScope();
        var golden = GoldenModel.Load(GoldenModel.V11, new() { Precision = ComputePrecision.BFloat16 });

        golden.Loss(golden.Model.forward(golden.Batch(golden.Mask))).backward();

        Assert.All(golden.Model.NamedParameters.Values, parameter => Assert.Equal(ScalarType.Float32, parameter.grad!.dtype));
    }
}
