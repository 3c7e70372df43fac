using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>Adapters that bring the embeddings of a resized vocabulary along, as PEFT saves them.</summary>
public sealed class AdapterTablesTests : IDisposable
{
    private const string Table = "base_model.model.shared.weight", Head = "base_model.model.lm_head.weight";
    private const long New = 131;
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(GoldenModel.V10)]
    [InlineData(GoldenModel.V11)]
    public void A_resized_vocabulary_is_the_models_while_the_adapter_is_attached(string name)
    {
        using var inference = no_grad();
        var golden = GoldenModel.Load(name);
        var model = golden.Model;
        var before = model.forward(golden.Batch(golden.Mask));
        var (table, head) = Write(model);

        using (T5Adapter.Load(model, _folder.Path))
        {
            Assert.Equal(New, model.Config.VocabularySize);
            var inputs = new T5Inputs(tensor(new long[,] { { 5, New - 1, 1 } }), null, tensor(new long[,] { { 0, New - 2 } }), null, Packed: false);
            var hidden = model.Decode(inputs, model.Encode(inputs.EncoderTokens, null));
            Assert.InRange(GoldenModel.Difference(hidden.matmul((model.Config.TieWordEmbeddings ? table : head).t()), model.forward(inputs)), 0, GoldenModel.LogitsTolerance);
            Assert.Equal(New, model.forward(inputs).shape[2]);
        }

        Assert.Equal(golden.Config, model.Config);
        Assert.True(before.equal(model.forward(golden.Batch(golden.Mask))).all().item<bool>());
        Assert.Throws<ArgumentException>(() => model.Encode(tensor(new long[,] { { New - 1 } }), null));
    }

    [Fact]
    public void The_numbers_are_those_of_a_model_whose_tables_were_replaced()
    {
        using var inference = no_grad();
        var golden = GoldenModel.Load(GoldenModel.V11);
        var (table, head) = Write(golden.Model);
        using var plain = T5Model.Load(GoldenFile.PathOf(GoldenModel.V11));
        using var other = new T5Model(golden.Config with { VocabularySize = (int)New });
        other.eval();
        foreach (var (name, parameter) in other.NamedParameters)
            parameter.copy_(name == "shared.weight" ? table : name == "lm_head.weight" ? head : plain.NamedParameters[name]);

        using var adapter = T5Adapter.Load(golden.Model, _folder.Path);

        using var lora = T5Adapter.Attach(other, adapter.Config);
        foreach (var (name, parameter) in lora.NamedParameters)
            parameter.copy_(adapter.NamedParameters[name]);
        Assert.Equal(0, GoldenModel.Difference(other.forward(golden.Batch(golden.Mask)), golden.Model.forward(golden.Batch(golden.Mask))));
    }

    [Fact]
    public void Saving_the_model_leaves_them_out_and_saving_the_adapter_takes_them_along()
    {
        var model = GoldenModel.Load(GoldenModel.V11).Model;
        Write(model);
        using var models = new TemporaryFolder();
        using var adapters = new TemporaryFolder();
        using var adapter = T5Adapter.Load(model, _folder.Path);

        model.Save(models.Path);
        adapter.Save(adapters.Path);

        Assert.Equal(File.ReadAllBytes(GoldenFile.PathOf(GoldenModel.V11, "model.safetensors")), File.ReadAllBytes(models.File("model.safetensors")));
        Assert.Equal(128, T5Config.FromHuggingFace(models.File("config.json")).VocabularySize);
        Assert.Equal(File.ReadAllBytes(_folder.File("adapter_model.safetensors")), File.ReadAllBytes(adapters.File("adapter_model.safetensors")));
        adapter.LoadWeights(adapters.Path);
    }

    [Fact]
    public void Merged_they_are_the_models_own()
    {
        using var inference = no_grad();
        var golden = GoldenModel.Load(GoldenModel.V11);
        Write(golden.Model);
        using var merged = new TemporaryFolder();
        var adapter = T5Adapter.Load(golden.Model, _folder.Path);

        adapter.Merge();
        golden.Model.Save(merged.Path);
        adapter.Dispose();

        using var again = T5Model.Load(merged.Path);
        Assert.Equal(New, again.Config.VocabularySize);
        Assert.Equal(0, GoldenModel.Difference(golden.Model.forward(golden.Batch(golden.Mask)), again.forward(golden.Batch(golden.Mask))));
    }

    [Theory]
    [InlineData("width", "rows of 64")]
    [InlineData("one", "not the other one")]
    [InlineData("head", "differs from its 'shared.weight'")]
    [InlineData("type", "floating point")]
    public void Tables_that_do_not_fit_are_refused_and_the_model_is_left_alone(string fault, string said)
    {
        using var inference = no_grad();
        var golden = GoldenModel.Load(fault == "head" ? GoldenModel.V10 : GoldenModel.V11);
        var (table, head) = Write(golden.Model);
        Rewrite(tensors =>
        {
            if (fault == "width")
                tensors[Table] = tensors[Head] = ones(New, 63);
            if (fault == "one")
                tensors.Remove(Head);
            if (fault == "head")
                tensors[Head] = head.neg();
            if (fault == "type")
                tensors[Table] = tensors[Head] = table.to(ScalarType.Int32);
        });

        var error = Assert.Throws<AdapterException>(() => T5Adapter.Load(golden.Model, _folder.Path));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(golden.Config, golden.Model.Config);
        Assert.Null(golden.Model.Adapter);
    }

    // A LoRA of a model whose vocabulary was resized before training, with values of its own everywhere.
    private (Tensor Table, Tensor Head) Write(T5Model model)
    {
        using (var adapter = T5Adapter.Attach(model, new LoraConfig(Rank: 2), seed: 1))
            adapter.Save(_folder.Path);
        var table = tensor([.. Enumerable.Range(0, (int)New * model.Config.ModelSize).Select(place => MathF.Sin(place))], [New, model.Config.ModelSize]);
        var head = model.Config.TieWordEmbeddings ? table : table.cos();
        Rewrite(tensors => (tensors[Table], tensors[Head]) = (table, head));
        return (table, head);
    }

    private void Rewrite(Action<Dictionary<string, Tensor>> change)
    {
        var tensors = SafetensorsBytes.Read(_folder.File("adapter_model.safetensors"));
        change(tensors);
        SafetensorsFile.Write(_folder.File("adapter_model.safetensors"), [.. tensors]);
    }
}
