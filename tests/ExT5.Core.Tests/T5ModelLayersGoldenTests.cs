using TorchSharp;
using static ExT5.Core.Tests.GoldenModel;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5ModelLayersGoldenTests
{
    // Weights lie in [0, 1] and come from scores within 1e-5 of Transformers'.
    private const double WeightTolerance = 1e-5;

    // Sums of one term: only the order of additions could differ.
    private const double BiasTolerance = 1e-7;

    public static TheoryData<string> Names => [V10, V11];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hidden_states_after_every_layer_are_those_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);
        var batch = golden.Batch(golden.Mask);
        var watch = new RecordingWatch();

        var memory = golden.Model.RunEncoder(batch.EncoderTokens, golden.Mask, packed: false, training: false, watch);
        golden.Model.RunDecoder(batch, memory, training: false, watch);

        // Transformers' tuple: the embedding, the output of every block but the last, and what the final norm makes of it.
        Near(golden, "encoder_hidden_states.0", golden.Model.Embed(batch.EncoderTokens), golden.Mask);
        Near(golden, "encoder_hidden_states.1", watch.Outputs["encoder.block.0.layer.1"], golden.Mask);
        Near(golden, "encoder_hidden_states.2", watch.Outputs["encoder.final_layer_norm"], golden.Mask);
        Near(golden, "decoder_hidden_states.0", golden.Model.Embed(batch.DecoderTokens));
        Near(golden, "decoder_hidden_states.1", watch.Outputs["decoder.block.0.layer.2"]);
        Near(golden, "decoder_hidden_states.2", watch.Outputs["decoder.final_layer_norm"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Attention_of_the_first_layers_is_that_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var kernel = new RecordingKernel();
        var golden = Load(name, new() { Kernel = kernel });

        golden.Model.forward(golden.Batch(golden.Mask));

        // Two blocks of the encoder attend first, then each of the decoder to itself and to the encoder.
        var queries = golden.Mask.unsqueeze(1);
        Assert.InRange(Difference(golden.Outputs["encoder_attentions.0"], kernel.Weights[0], queries), 0, WeightTolerance);
        Assert.InRange(Difference(golden.Outputs["decoder_attentions.0"], kernel.Weights[2]), 0, WeightTolerance);
        Assert.InRange(Difference(golden.Outputs["cross_attentions.0"], kernel.Weights[3]), 0, WeightTolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Relative_biases_are_those_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);
        var (encoder, decoder) = (golden.Outputs["encoder_position_bias"], golden.Outputs["decoder_position_bias"]);

        var encoderBias = golden.Model.Encoder.Blocks[0].SelfAttention.Attention.RelativeBias!.Square((int)encoder.shape[^1]);
        var decoderBias = golden.Model.Decoder.Blocks[0].SelfAttention.Attention.RelativeBias!.Square((int)decoder.shape[^1]);

        Assert.InRange(Difference(encoder, encoderBias), 0, BiasTolerance);
        Assert.InRange(Difference(decoder, decoderBias), 0, BiasTolerance);
    }

    // The residual stream before the last norm grows to tens: the tolerance is a part of its largest value.
    private static void Near(GoldenModel golden, string name, Tensor actual, Tensor? mask = null)
    {
        var largest = Math.Max(1, golden.Outputs[name].abs().max().item<float>());
        Assert.InRange(Difference(golden.Outputs[name], actual, mask) / largest, 0, HiddenTolerance);
    }
}
