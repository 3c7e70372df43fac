using GoldenTensors = ExT5.Core.Tests.SafetensorsBytes;

namespace ExT5.Core.Tests.Weights;

public sealed class ShardedWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t5_v1_0", 50_000, 15)]
    [InlineData("t5_v1_1", 20_000, 39)]
    [InlineData("t5_v1_1", 1, 52)]
    public void The_index_is_the_one_of_Transformers_byte_for_byte(string model, long maxShardBytes, int shards)
    {
        using var loaded = T5Model.Load(GoldenFile.PathOf(model));

        loaded.Save(_folder.Path, maxShardBytes);

        var index = File.ReadAllText(_folder.File("model.safetensors.index.json"));
        Assert.Equal(File.ReadAllText(GoldenFile.PathOf("shards", $"{model}-{maxShardBytes}.index.json")), index);
        Assert.Equal(shards, Directory.GetFiles(_folder.Path, "model-*-of-*.safetensors").Length);
        Assert.Equal(shards + 2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Every_shard_is_a_whole_safetensors_file_of_what_the_index_places_in_it()
    {
        using var loaded = T5Model.Load(GoldenFile.PathOf("t5_v1_1"));

        loaded.Save(_folder.Path, 50_000);

        var original = GoldenTensors.Read(GoldenFile.PathOf("t5_v1_1", "model.safetensors"));
        var stored = Directory.GetFiles(_folder.Path, "*.safetensors").SelectMany(GoldenTensors.Read).ToList();
        Assert.Equal(original.Keys.Order(), stored.Select(item => item.Key).Order());
        Assert.All(stored, item => Assert.Equal(0, GoldenModel.Difference(original[item.Key], item.Value)));
    }

    [Fact]
    public void A_model_in_shards_is_loaded_as_it_was_saved()
    {
        using var model = T5Model.Load(GoldenFile.PathOf("t5_v1_1"));
        model.Save(_folder.Path, 50_000);

        using var loaded = T5Model.Load(_folder.Path);
        loaded.Save(_folder.File("again"));

        Assert.Equal(
            File.ReadAllBytes(GoldenFile.PathOf("t5_v1_1", "model.safetensors")),
            File.ReadAllBytes(_folder.File("again/model.safetensors")));
    }

    [Fact]
    public void A_model_up_to_five_gigabytes_is_one_file()
    {
        using var model = T5Model.Load(GoldenFile.PathOf("t5_v1_0"));

        model.Save(_folder.Path);

        Assert.Equal(5_000_000_000, HuggingFaceWeights.DefaultMaxShardBytes);
        Assert.Equal(["config.json", "model.safetensors"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Differences_name_the_shard_and_long_lists_are_cut_with_their_count()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var tensors = Enumerable.Range(0, 60).ToDictionary(i => $"left.over.{i:D2}", _ => TorchSharp.torch.ones(1));
        tensors["shared.weight"] = TorchSharp.torch.ones(2, 3);
        HuggingFaceWeights.Save(tensors, _folder.Path, maxShardBytes: 100);

        var error = Assert.Throws<WeightsMismatchException>(() => HuggingFaceWeights.Load(
            new Dictionary<string, TorchSharp.torch.Tensor> { ["shared.weight"] = TorchSharp.torch.zeros(4) }, _folder.Path));

        Assert.Equal(60, error.Unexpected.Count);
        Assert.Contains("left.over.00 in model-00001-of-00003.safetensors", error.Message, StringComparison.Ordinal);
        Assert.Contains("… and 10 more", error.Message, StringComparison.Ordinal);
        Assert.Equal("F32 [2, 3] in model-00003-of-00003.safetensors", Assert.Single(error.Mismatched).Found);
    }

    [Fact]
    public void More_files_than_can_be_open_are_refused_before_anything_is_written()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var tensors = Enumerable.Range(0, 513).ToDictionary(i => $"t{i}", _ => TorchSharp.torch.ones(1));

        var error = Assert.Throws<SafetensorsException>(() => HuggingFaceWeights.Save(tensors, _folder.Path, maxShardBytes: 4));

        Assert.Equal(SafetensorsRule.ShardCount, error.Rule);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
