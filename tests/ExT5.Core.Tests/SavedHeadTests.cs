using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>Which table is the head, and whether outputs are scaled, for folders of Transformers 4 and 5.</summary>
public sealed class SavedHeadTests : IDisposable
{
    private const string Head = "lm_head.weight", Table = "shared.weight";

    // Sums of eight products of float32 in another order.
    private const double Tolerance = 2e-5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Read off configuration_*.py and modeling_*.py of both versions; docs/models.md names the lines.
    [Theory]
    // Transformers 4: one key for both questions, each class with a default of its own.
    [InlineData("t5", "4.41.0", null, null, "none", "scaled table")]
    [InlineData("t5", "4.41.0", true, null, "copy", "scaled table")]
    [InlineData("t5", "4.57.6", false, null, "own", "own")]
    [InlineData("t5", "4.57.6", false, null, "copy", "own")]
    [InlineData("mt5", "4.41.0", null, null, "own", "own")]
    [InlineData("mt5", "4.41.0", true, null, "none", "scaled table")]
    [InlineData("umt5", "4.31.0.dev0", false, null, "own", "own")]
    [InlineData("umt5", "4.41.0", null, null, "none", "scaled table")]
    [InlineData("longt5", "4.41.0", false, null, "own", "own")]
    [InlineData("switch_transformers", "4.41.0", null, null, "none", "scaled table")]
    [InlineData("switch_transformers", "4.41.0", false, null, "own", "own")]
    // What version 4 would fill with random numbers: version 5 takes the table, and its class decides on the scale.
    [InlineData("t5", "4.41.0", false, null, "none", "table")]
    [InlineData("t5", null, false, null, "none", "table")]
    [InlineData("mt5", "4.41.0", false, null, "none", "table")]
    [InlineData("longt5", "4.41.0", false, null, "none", "table")]
    [InlineData("umt5", "4.41.0", false, null, "none", "scaled table")]
    // Transformers 5 writes true whatever the head is.
    [InlineData("t5", "5.17.0", true, false, "none", "table")]
    [InlineData("t5", "5.17.0", true, false, "copy", "table")]
    [InlineData("t5", "5.17.0", true, false, "own", "own")]
    [InlineData("t5", "5.17.0", true, true, "none", "scaled table")]
    [InlineData("t5", "5.0.0", true, true, "own", "scaled own")]
    [InlineData("t5", "5.2.0", false, null, "none", "table")]
    [InlineData("t5", "5.2.0", false, null, "own", "own")]
    [InlineData("t5", "5.17.0", null, null, "none", "scaled table")]
    [InlineData("t5", null, true, false, "own", "own")]
    [InlineData("mt5", "5.17.0", true, null, "none", "table")]
    [InlineData("mt5", "5.17.0", true, null, "own", "own")]
    [InlineData("mt5", "5.9.0", false, null, "own", "own")]
    [InlineData("umt5", "5.17.0", true, null, "none", "scaled table")]
    [InlineData("umt5", "5.17.0", true, null, "own", "scaled own")]
    [InlineData("longt5", "5.17.0", true, false, "own", "own")]
    [InlineData("longt5", "5.17.0", true, false, "none", "table")]
    [InlineData("longt5", "5.9.0", false, null, "own", "own")]
    [InlineData("switch_transformers", "5.17.0", true, null, "own", "scaled own")]
    [InlineData("switch_transformers", "5.17.0", false, null, "own", "own")]
    public void Logits_are_those_of_the_version_that_wrote_the_folder(
        string type, string? version, bool? tied, bool? scale, string head, string expected)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var reference = Write(type, version, tied, scale, head);

        using var model = T5Model.Load(_folder.Path);

        var inputs = Inputs();
        var hidden = reference.Decode(inputs, reference.Encode(inputs.EncoderTokens, null));
        using Scalar root = Math.Sqrt(reference.Config.ModelSize);
        if (expected.StartsWith("scaled", StringComparison.Ordinal))
            hidden = hidden.div(root);
        var matrix = reference.NamedParameters[expected.EndsWith("own", StringComparison.Ordinal) && head == "own" ? Head : Table];
        Assert.InRange(GoldenModel.Difference(hidden.matmul(matrix.t()), model.forward(inputs)), 0, Tolerance);
        Assert.Equal(expected.EndsWith("table", StringComparison.Ordinal), model.Config.TieWordEmbeddings);
    }

    [Theory]
    [InlineData("t5", "4.41.0", true, null, "own", "lm_head.weight")]
    [InlineData("switch_transformers", "5.17.0", false, null, "none", "lm_head.weight")]
    [InlineData("mt5", "5.17.0", true, true, "none", "scale_decoder_outputs")]
    [InlineData("umt5", "5.17.0", true, false, "own", "scale_decoder_outputs")]
    [InlineData("switch_transformers", "4.41.0", true, false, "none", "scale_decoder_outputs")]
    public void What_no_version_reads_in_one_way_is_refused_by_name(
        string type, string? version, bool? tied, bool? scale, string head, string named)
    {
        using var reference = Write(type, version, tied, scale, head);

        var error = Assert.ThrowsAny<ExT5CoreException>(() => T5Model.Load(_folder.Path));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_saved_model_is_read_back_as_it_was_and_by_both_versions_where_they_agree(T5ModelType type, bool tied, bool scaled)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var config = Tiny(type) with { TieWordEmbeddings = tied, ScaleDecoderOutputs = scaled == tied ? null : scaled };
        using var model = new T5Model(config);
        model.eval();

        model.Save(_folder.Path);

        using var loaded = T5Model.Load(_folder.Path);
        Assert.Equal(config, loaded.Config);
        Assert.Equal(0, GoldenModel.Difference(model.forward(Inputs()), loaded.forward(Inputs())));
        var (own, written) = (tied ? "table" : "own", new TransformersReading(_folder.Path));
        // docs/models.md: version 4 has no scaled head of its own, and version 5 never scales mT5 and always UMT5.
        if (tied || !scaled)
            Assert.Equal((scaled, own), written.ByVersion4());
        if (type == T5ModelType.MT5 ? !scaled : type != T5ModelType.UMT5 || scaled)
            Assert.Equal((scaled, own), written.ByVersion5());
    }

    public static TheoryData<T5ModelType, bool, bool> Forms()
    {
        var forms = new TheoryData<T5ModelType, bool, bool>();
        foreach (var type in Enum.GetValues<T5ModelType>())
            foreach (var tied in new[] { true, false })
                foreach (var scaled in new[] { true, false })
                    forms.Add(type, tied, scaled);
        return forms;
    }

    [Fact]
    public void The_example_files_of_version_5_load_as_they_say()
    {
        var unscaled = T5Config.FromHuggingFace(GoldenFile.PathOf("version5", "tied_unscaled.config.json"));

        Assert.Equal((true, false), (unscaled.TieWordEmbeddings, unscaled.ScaleDecoderOutputs));
    }

    private static T5Config Tiny(T5ModelType type) => new()
    {
        ModelType = type,
        VocabularySize = 12,
        ModelSize = 8,
        KeyValueSize = 4,
        FeedForwardSize = 6,
        Heads = 2,
        EncoderLayers = 2,
        DecoderLayers = 2,
        Activation = FeedForwardActivation.Relu,
        EncoderAttention = type == T5ModelType.LongT5 ? EncoderAttention.Local : EncoderAttention.Full,
        Experts = type == T5ModelType.Switch ? new() { Count = 2 } : null,
    };

    private static T5Inputs Inputs() => new(tensor(new long[,] { { 3, 4, 5, 1 } }), null, tensor(new long[,] { { 0, 6, 7 } }), null, Packed: false);

    // The folder, and a model of the same weights whose decoder states are not scaled.
    private T5Model Write(string type, string? version, bool? tied, bool? scale, string head)
    {
        var reference = new T5Model(Tiny(T5ConfigDefaults.Find(type)) with { TieWordEmbeddings = false });
        reference.eval();
        reference.Config.SaveHuggingFace(_folder.File("config.json"));
        var json = JsonNode.Parse(File.ReadAllText(_folder.File("config.json")))!.AsObject();
        Set(json, "transformers_version", version);
        Set(json, "tie_word_embeddings", tied);
        Set(json, "scale_decoder_outputs", scale);
        File.WriteAllText(_folder.File("config.json"), json.ToJsonString());
        var tensors = reference.NamedParameters.ToDictionary(entry => entry.Key, entry => (Tensor)entry.Value);
        if (head == "none")
            tensors.Remove(Head);
        if (head == "copy")
            tensors[Head] = tensors[Table];
        SafetensorsFile.Write(_folder.File("model.safetensors"), [.. tensors]);
        return reference;
    }

    private static void Set(JsonObject json, string key, JsonNode? value)
    {
        json.Remove(key);
        if (value is not null)
            json[key] = value;
    }
}
