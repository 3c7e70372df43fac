using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5EncoderModelTests
{
    private const double Tolerance = GoldenModel.HiddenTolerance;

    public static TheoryData<string> Encoders => ["encoder_t5", "encoder_umt5"];

    public static TheoryData<string> WholeModels => [.. GoldenModel.Variants, "switch", "switch_biased"];

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Hidden_states_of_an_encoder_alone_are_those_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var model = T5EncoderModel.Load(GoldenFile.PathOf(name));
        var (inputs, outputs) = Tensors(name);

        var hidden = model.Encode(inputs["input_ids"], inputs["attention_mask"]);

        Assert.True(model.Config.EncoderOnly);
        Assert.InRange(GoldenModel.Difference(outputs["encoder_last_hidden_state"], hidden), 0, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Every_gradient_of_an_encoder_alone_is_that_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var model = T5EncoderModel.Load(GoldenFile.PathOf(name));
        var mask = Tensors(name).Inputs["attention_mask"];

        var hidden = model.Encode(Tensors(name).Inputs["input_ids"], mask);
        var pooled = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim: true);
        pooled.pow(Scalars.Two).sum().backward();

        foreach (var (parameter, expected) in SafetensorsBytes.Read(GoldenFile.PathOf(name, "grads.safetensors")))
        {
            var difference = GoldenModel.Difference(expected, model.NamedParameters[parameter].grad!);
            Assert.True(difference <= GoldenModel.GradientTolerance * expected.abs().max().item<float>(), parameter);
        }
    }

    [Theory]
    [MemberData(nameof(WholeModels))]
    public void The_encoder_of_a_whole_checkpoint_is_loaded_without_its_decoder(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(name);

        using var encoder = T5EncoderModel.Load(GoldenFile.PathOf(name));

        Assert.DoesNotContain(encoder.NamedParameters.Keys, key => key.StartsWith("decoder", StringComparison.Ordinal));
        Assert.Equal(encoder.Config.ParameterCount, encoder.NamedParameters.Values.Sum(parameter => parameter.numel()));
        Assert.True(golden.Model.Encode(golden.Inputs["input_ids"], golden.Mask)
            .Equals(encoder.Encode(golden.Inputs["input_ids"], golden.Mask)));
    }

    [Theory]
    [MemberData(nameof(WholeModels))]
    public void A_saved_encoder_loads_with_the_same_states(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var folder = new TemporaryFolder();
        using var encoder = T5EncoderModel.Load(GoldenFile.PathOf(name));
        var ids = tensor(new long[] { 5, 6, 7, 8, 9, 1 }).unsqueeze(0);

        encoder.Save(folder.Path);
        using var again = T5EncoderModel.Load(folder.Path);

        Assert.Equal(encoder.Config, again.Config);
        Assert.True(encoder.Encode(ids).Equals(again.Encode(ids)));
    }

    [Fact]
    public void A_tensor_that_belongs_to_neither_encoder_nor_decoder_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var encoder = T5EncoderModel.Load(GoldenFile.PathOf("encoder_t5"));
        encoder.Save(folder.Path);
        var tensors = SafetensorsBytes.Read(folder.File("model.safetensors"));
        tensors["classifier.weight"] = zeros(2, 16);
        HuggingFaceWeights.Save(tensors, folder.Path);

        var error = Assert.Throws<WeightsMismatchException>(() => T5EncoderModel.Load(folder.Path));

        Assert.Contains("classifier.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoder_is_not_loaded_as_a_whole_model()
    {
        var error = Assert.Throws<T5ConfigException>(() => T5Model.Load(GoldenFile.PathOf("encoder_t5")));

        Assert.Contains("T5EncoderModel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_encoder_has_the_initial_weights_of_the_whole_model()
    {
        var config = T5Config.V11Small with { VocabularySize = 50, ModelSize = 16, EncoderLayers = 1, DecoderLayers = 1, Heads = 2 };
        using var whole = new T5Model(config, new() { Seed = 3 });
        using var encoder = new T5EncoderModel(config, new() { Seed = 3 });

        Assert.True(encoder.training);
        Assert.All(encoder.NamedParameters, pair => Assert.True(pair.Value.Equals(whole.NamedParameters[pair.Key]), pair.Key));
    }

    private static (Dictionary<string, Tensor> Inputs, Dictionary<string, Tensor> Outputs) Tensors(string name) =>
        (SafetensorsBytes.Read(GoldenFile.PathOf(name, "inputs.safetensors")),
         SafetensorsBytes.Read(GoldenFile.PathOf(name, "outputs.safetensors")));
}
