using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

[Collection(TorchGenerator.Name)]
public sealed class T5AdapterTests : IDisposable
{
    private const string Query = "base_model.model.decoder.block.1.layer.1.EncDecAttention.q";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_lora_starts_as_in_PEFT_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var golden = GoldenModel.Load(GoldenModel.V11);
        using var before = golden.Model.forward(golden.Batch(golden.Mask)).detach();

        using var adapter = T5Adapter.Attach(golden.Model, new LoraConfig(Rank: 4), seed: 3);

        var (a, b) = (adapter.NamedParameters[Query + ".lora_A.weight"], adapter.NamedParameters[Query + ".lora_B.weight"]);
        Assert.Equal([4, 64], a.shape);
        Assert.Equal([64, 4], b.shape);
        Assert.InRange(a.abs().max().item<float>(), 0.11f, 0.125f); // uniform in +-64^-0.5
        Assert.Equal(0, b.abs().max().item<float>());
        Assert.True(before.equal(golden.Model.forward(golden.Batch(golden.Mask))).all().item<bool>());
    }

    [Fact]
    public void The_same_seed_gives_the_same_adapter()
    {
        using var scope = NewDisposeScope();
        float[] First(ulong seed)
        {
            using var model = GoldenModel.Load(GoldenModel.V11).Model;
            using var adapter = T5Adapter.Attach(model, new LoraConfig(), seed);
            return adapter.NamedParameters[Query + ".lora_A.weight"].data<float>().ToArray();
        }

        Assert.Equal(First(5), First(5));
        Assert.NotEqual(First(5), First(6));
    }

    [Theory]
    [MemberData(nameof(PeftCase.Names), MemberType = typeof(PeftCase))]
    public void What_is_saved_is_what_PEFT_saved(string name)
    {
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load(name);

        peft.Adapter.Save(_folder.Path);

        var (expected, actual) = (Config(peft.Folder), Config(_folder.Path));
        Assert.All(actual, entry => Assert.True(JsonNode.DeepEquals(Comparable(expected[entry.Key]), Comparable(entry.Value)) || IsOfOneSide(entry.Key), entry.Key));
        using var written = SafetensorsFile.Open(_folder.File("adapter_model.safetensors"));
        var tensors = SafetensorsBytes.Read(Path.Combine(peft.Folder, "adapter_model.safetensors"));
        Assert.Equal(tensors.Keys.Order(), written.Entries.Keys.Order());
        Assert.All(tensors, entry => Assert.True(written.Read(entry.Key).equal(entry.Value.narrow(0, 0, written.Entries[entry.Key].Shape[0])).all().item<bool>()));
    }

    [Fact]
    public void A_saved_adapter_is_read_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load("lora_every_module");
        peft.Adapter.Save(_folder.Path);
        var expected = peft.Logits().detach();
        peft.Adapter.Dispose();

        using var again = T5Adapter.Load(peft.Model, _folder.Path);

        Assert.True(expected.equal(peft.Logits()).all().item<bool>());
        Assert.True(((LoraConfig)again.Config).RankStabilized);
    }

    [Fact]
    public void The_models_own_file_has_nothing_of_the_adapter()
    {
        var peft = PeftCase.Load("lora");

        peft.Model.Save(_folder.Path);

        var expected = File.ReadAllBytes(GoldenFile.PathOf(GoldenModel.V11, "model.safetensors"));
        using var written = SafetensorsFile.Open(_folder.File("model.safetensors"));
        Assert.Equal(SafetensorsBytes.Read(GoldenFile.PathOf(GoldenModel.V11, "model.safetensors")).Keys.Order(), written.Entries.Keys.Order());
        Assert.Equal(expected.Length, File.ReadAllBytes(_folder.File("model.safetensors")).Length);
    }

    [Fact]
    public void A_merged_model_can_be_saved_and_computes_the_same_alone()
    {
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load("lora_every_module");
        peft.Adapter.Merge();
        peft.Adapter.Dispose();
        peft.Model.Save(_folder.Path);

        using var alone = T5Model.Load(_folder.Path);

        var logits = alone.forward(peft.Golden.Batch(peft.Golden.Mask));
        Assert.InRange(GoldenModel.Difference(peft.Outputs["logits"], logits.detach()), 0, PeftCase.LogitsTolerance);
        Assert.Null(peft.Model.Adapter);
    }

    [Fact]
    public void Taken_off_it_leaves_the_model_as_it_was()
    {
        using var scope = NewDisposeScope();
        var golden = GoldenModel.Load(GoldenModel.V11);
        golden.Model.Freeze("shared.weight");
        var adapter = T5Adapter.Attach(golden.Model, new Ia3Config { TargetModules = ["k", "v"] });
        Assert.Equal(adapter.NamedParameters.Keys, golden.Model.TrainableParameters.Keys);

        adapter.Dispose();

        Assert.Equal(golden.Model.NamedParameters.Keys.Except(["shared.weight"]), golden.Model.TrainableParameters.Keys);
        Assert.InRange(GoldenModel.Difference(golden.Outputs["logits"], golden.Model.forward(golden.Batch(golden.Mask)).detach()), 0, GoldenModel.LogitsTolerance);
    }

    [Fact]
    public void Dropout_acts_on_the_adapter_in_training_mode_alone()
    {
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load("lora");
        peft.Adapter.Save(_folder.Path);
        peft.Adapter.Dispose();
        var file = _folder.File("adapter_config.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"lora_dropout\": 0", "\"lora_dropout\": 0.5", StringComparison.Ordinal));
        using var adapter = T5Adapter.Load(peft.Model, _folder.Path);

        var quiet = peft.LogitsError();
        peft.Model.train();
        using var _ = manual_seed(1);
        var (first, second) = (peft.Logits().detach(), peft.Logits().detach());

        Assert.InRange(quiet, 0, PeftCase.LogitsTolerance);
        Assert.True(GoldenModel.Difference(first, second) > 0.01);
        Assert.True(Step(peft).Equals(Step(peft))); // decoding is no training
    }

    [Fact]
    public void A_model_has_one_adapter_and_a_prompt_cannot_be_merged()
    {
        using var model = GoldenModel.Load(GoldenModel.V11).Model;
        using var adapter = T5Adapter.Attach(model, new PromptTuningConfig(3) { InitialIds = [7, 8] });

        Assert.Throws<InvalidOperationException>(() => T5Adapter.Attach(model, new LoraConfig()));
        Assert.Throws<InvalidOperationException>(adapter.Merge);
        Assert.Throws<InvalidOperationException>(adapter.Unmerge);
        Assert.False(adapter.IsMerged);
        using var scope = NewDisposeScope();
        var table = model.NamedParameters["shared.weight"];
        Assert.True(adapter.NamedParameters["prompt_embeddings"].equal(stack([table[7], table[8], table[7]])).all().item<bool>());
    }

    private static JsonObject Config(string folder) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "adapter_config.json")))!.AsObject();

    // A prompt is written for the encoder alone, which is all that is read of one for both sides.
    // PEFT counts a decoder's prompt that it never reads, and leaves open which number of a name a layer is.
    private static bool IsOfOneSide(string key) => key is "num_transformer_submodules" or "layers_pattern";

    // Sets have no order, and JSON's 6.0 is 6.
    private static JsonNode? Comparable(JsonNode? value) => value switch
    {
        JsonArray names => new JsonArray([.. names.Select(name => JsonValue.Create(name!.ToString())).OrderBy(name => name.ToString(), StringComparer.Ordinal)]),
        JsonValue number when number.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(number.GetValue<double>()),
        _ => value,
    };

    private static Tensor Step(PeftCase peft)
    {
        using var state = peft.Model.StartDecoding(peft.Golden.Inputs["input_ids"], null);
        return state.Step(zeros(state.Rows, int64));
    }
}
