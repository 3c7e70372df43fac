namespace ExT5.Core.Tests.Weights;

/// <summary>A folder of another kind says what it is and how to open it.</summary>
public sealed class FolderKindTests : IDisposable
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 242043056\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("adapter_config.json adapter_model.safetensors", "T5Adapter.Load")]
    [InlineData("adapter_config.json adapter_model.bin", "adapter")]
    [InlineData("spiece.model tokenizer_config.json", "only a tokenizer")]
    [InlineData("tokenizer.json", "only a tokenizer")]
    [InlineData("model.safetensors", "without the config.json")]
    [InlineData("model-00001-of-00002.safetensors", "without the config.json")]
    [InlineData("pytorch_model.bin", "save_pretrained")]
    [InlineData("readme.txt", "beside its weights")]
    [InlineData("", "beside its weights")]
    public void A_folder_without_a_configuration_is_named_for_what_it_is(string files, string said)
    {
        foreach (var name in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            File.WriteAllText(_folder.File(name), "x");

        Assert.Contains(said, Assert.Throws<T5ConfigException>(() => T5Model.Load(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains(said, Assert.Throws<T5ConfigException>(() => T5EncoderModel.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adapter_model.safetensors adapter_config.json", "T5Adapter.Load")]
    [InlineData("pytorch_model.bin", "pickle")]
    [InlineData("pytorch_model-00001-of-00002.bin pytorch_model-00002-of-00002.bin pytorch_model.bin.index.json", "pickle")]
    [InlineData("consolidated.00.pth", "pickle")]
    [InlineData("tf_model.h5", "TensorFlow")]
    [InlineData("flax_model.msgpack", "Flax")]
    [InlineData("model.onnx", "export")]
    [InlineData("model-00001-of-00002.safetensors", "index")]
    [InlineData("spiece.model", "only a tokenizer")]
    public void A_configuration_without_weights_says_what_lies_beside_it(string files, string said)
    {
        T5Config.V10Small.SaveHuggingFace(_folder.File("config.json"));
        foreach (var name in files.Split(' '))
            File.WriteAllText(_folder.File(name), "x");

        Assert.Contains(said, Assert.Throws<FileNotFoundException>(() => T5Model.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    [InlineData("model.safetensors.index.json")]
    [InlineData("model-00001-of-00001.safetensors")]
    [InlineData("generation_config.json")]
    public void A_pointer_of_Git_LFS_in_the_place_of_any_file_is_called_that(string name)
    {
        T5Config.V10Small.SaveHuggingFace(_folder.File("config.json"));
        if (name.StartsWith("model-", StringComparison.Ordinal))
            File.WriteAllText(_folder.File("model.safetensors.index.json"), $"{{\"weight_map\": {{\"shared.weight\": \"{name}\"}}}}");
        File.WriteAllText(_folder.File(name), Pointer);

        var error = Assert.ThrowsAny<ExT5CoreException>(() =>
        {
            GenerationDefaults.FromHuggingFace(_folder.Path, T5Config.V10Small);
            T5Model.Load(_folder.Path).Dispose();
        });

        Assert.Contains("git lfs pull", error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_no_folder_is_refused_as_such()
    {
        File.WriteAllText(_folder.File("model.safetensors"), "x");

        Assert.Contains("is a file", Assert.Throws<T5ConfigException>(() => T5Model.Load(_folder.File("model.safetensors"))).Message, StringComparison.Ordinal);
        Assert.Contains("no folder", Assert.Throws<T5ConfigException>(() => T5Model.Load(_folder.File("absent"))).Message, StringComparison.Ordinal);
    }
}
