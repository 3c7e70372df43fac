using TorchSharp;
using static ExT5.Core.Tests.GoldenModel;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5ModelGoldenTests
{
    public static TheoryData<string, IAttentionKernel> ModelsAndKernels
    {
        get
        {
            var cases = new TheoryData<string, IAttentionKernel>();
            foreach (var name in Variants)
                foreach (var kernel in new IAttentionKernel[] { new ReferenceKernel(), new SdpaKernel() })
                    cases.Add(name, kernel);
            return cases;
        }
    }

    public static TheoryData<string> Names => [.. Variants];

    [Theory]
    [MemberData(nameof(ModelsAndKernels))]
    public void Logits_and_loss_are_those_of_Transformers(string name, IAttentionKernel kernel)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name, new() { Kernel = kernel });

        var logits = golden.Model.forward(golden.Batch(golden.Mask));

        Assert.InRange(Difference(golden.Outputs["logits"], logits), 0, LogitsTolerance);
        Assert.Equal(golden.Outputs["loss"].item<float>(), golden.Loss(logits).item<float>(), LossTolerance);
    }

    [Theory]
    [MemberData(nameof(ModelsAndKernels))]
    public void Every_gradient_is_that_of_Transformers(string name, IAttentionKernel kernel)
    {
        using var scope = NewDisposeScope();
        var golden = Load(name, new() { Kernel = kernel });

        golden.Loss(golden.Model.forward(golden.Batch(golden.Mask))).backward();

        foreach (var (parameter, expected) in golden.Gradients())
        {
            var actual = golden.Model.NamedParameters[parameter].grad;
            Assert.NotNull(actual);
            var largest = expected.abs().max().item<float>();
            Assert.True(Difference(expected, actual) <= GradientTolerance * largest, parameter);
        }
    }

    [Theory]
    [InlineData(V10)]
    [InlineData(V11)]
    public void Hidden_states_at_real_positions_are_those_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);
        var batch = golden.Batch(golden.Mask);

        var memory = golden.Model.Encode(batch.EncoderTokens, golden.Mask);
        var hidden = golden.Model.Decode(batch, memory);

        using Scalar scale = golden.Config.TieWordEmbeddings ? Math.Pow(golden.Config.ModelSize, -0.5) : 1;
        Assert.InRange(Difference(golden.Outputs["encoder_last_hidden_state"], memory, golden.Mask), 0, HiddenTolerance);
        Assert.InRange(Difference(golden.Outputs["decoder_hidden_states.2"] * scale, hidden), 0, HiddenTolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_encoders_states_at_real_positions_are_those_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);

        var memory = golden.Model.Encode(golden.Inputs["input_ids"], golden.Mask);

        Assert.InRange(Difference(golden.Outputs["encoder_last_hidden_state"], memory, golden.Mask), 0, HiddenTolerance);
    }

    [Theory]
    [InlineData(V10)]
    [InlineData(V11)]
    public void A_row_alone_without_padding_gives_its_logits(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);
        var length = golden.Mask[0].sum().item<long>();
        var row = new T5Inputs(
            golden.Inputs["input_ids"].narrow(0, 0, 1).narrow(1, 0, length), null,
            golden.Inputs["decoder_input_ids"].narrow(0, 0, 1), null, Packed: false);

        var logits = golden.Model.forward(row);

        Assert.InRange(Difference(golden.Outputs["row0_unpadded.logits"], logits), 0, LogitsTolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_a_mask_padding_is_attended_to(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);

        var loss = golden.Loss(golden.Model.forward(golden.Batch(encoderMask: null)));

        Assert.Equal(golden.Outputs["no_mask.loss"].item<float>(), loss.item<float>(), LossTolerance);
    }

    [Theory]
    [InlineData(V10)]
    [InlineData(V11)]
    public void A_decoder_mask_hides_target_positions(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);
        var targets = golden.Inputs["labels"].ge(Scalars.Zero).to(int64);

        var logits = golden.Model.forward(golden.Batch(golden.Mask, targets));

        Assert.InRange(Difference(golden.Outputs["decoder_mask.logits"], logits), 0, LogitsTolerance);
        Assert.Equal(golden.Outputs["decoder_mask.loss"].item<float>(), golden.Loss(logits).item<float>(), LossTolerance);
    }
}
