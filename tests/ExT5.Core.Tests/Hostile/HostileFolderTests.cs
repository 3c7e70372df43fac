using System.Text.Json.Nodes;

namespace ExT5.Core.Tests.Hostile;

/// <summary>A sound model folder with one part replaced by what an attacker would put there.</summary>
public sealed class HostileFolderTests : IDisposable
{
    // What the header of a tensor takes beside its own text.
    private const int MostBytesPerTensor = 600;
    private readonly TemporaryFolder _folder = new();

    public HostileFolderTests()
    {
        using var model = new T5Model(new()
        {
            VocabularySize = 8,
            ModelSize = 4,
            FeedForwardSize = 4,
            KeyValueSize = 2,
            Heads = 2,
            EncoderLayers = 1,
            DecoderLayers = 1,
        });
        model.Save(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("vocab_size", "4194304")]
    [InlineData("vocab_size", "4194305")]
    [InlineData("vocab_size", "9223372036854775807")]
    [InlineData("vocab_size", "-1")]
    [InlineData("d_model", "65536")]
    [InlineData("d_model", "65537")]
    [InlineData("d_ff", "1048576")]
    [InlineData("d_kv", "1e999")]
    [InlineData("num_layers", "1000")]
    [InlineData("num_layers", "1001")]
    [InlineData("num_decoder_layers", "1000")]
    [InlineData("num_heads", "1024")]
    [InlineData("num_heads", "0")]
    [InlineData("layer_norm_epsilon", "1e999")]
    [InlineData("layer_norm_epsilon", "-1")]
    [InlineData("dropout_rate", "\"NaN\"")]
    [InlineData("initializer_factor", "-1e999")]
    [InlineData("relative_attention_num_buckets", "2147483647")]
    [InlineData("relative_attention_max_distance", "0")]
    [InlineData("feed_forward_proj", "\"__import__('os')\"")]
    [InlineData("model_type", "\"\\ud800\"")]
    [InlineData("model_type", "[]")]
    public void A_hostile_number_in_the_configuration_is_refused_before_a_model_is_made(string key, string value)
    {
        Change("config.json", text => text.Replace(Property(text, key), $"\"{key}\": {value}", StringComparison.Ordinal));

        var error = Assert.ThrowsAny<ExT5CoreException>(() => T5Model.Load(_folder.Path));

        Assert.True(error is T5ConfigException or WeightsMismatchException, error.Message);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"vocab_size\":")]
    public void What_is_no_configuration_is_refused(string text)
    {
        Change("config.json", _ => text);

        Assert.Throws<T5ConfigException>(() => T5Model.Load(_folder.Path));
    }

    [Fact]
    public void A_configuration_of_many_megabytes_is_refused_unread()
    {
        Change("config.json", text => text + new string(' ', 2 << 20));

        Assert.Contains("bytes", Assert.Throws<T5ConfigException>(() => T5Model.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_hundred_thousand_empty_tensors_takes_little_memory()
    {
        const int Tensors = 100_000;
        var entries = Enumerable.Range(0, Tensors).Select(i => Weights.SafetensorsBytes.Tensor($"{i}", "U8", "[0]", "[0,0]"));
        var bytes = Weights.SafetensorsBytes.Of("{" + string.Join(",", entries) + "}");
        File.WriteAllBytes(_folder.File("bomb.safetensors"), bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var file = SafetensorsFile.Open(_folder.File("bomb.safetensors"));

        Assert.Equal(Tensors, file.Entries.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes.Length + MostBytesPerTensor * Tensors);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    public void A_folder_in_the_place_of_a_file_is_refused(string name)
    {
        File.Delete(_folder.File(name));
        Directory.CreateDirectory(_folder.File(name));

        var error = Assert.ThrowsAny<Exception>(() => T5Model.Load(_folder.Path));

        Assert.True(error is ExT5CoreException or FileNotFoundException, error.ToString());
    }

    // Opening a pipe for reading waits until somebody writes.
    [Theory]
    [InlineData("config.json", false)]
    [InlineData("config.json", true)]
    [InlineData("model.safetensors", false)]
    [InlineData("model.safetensors", true)]
    [InlineData("model.safetensors.index.json", false)]
    [InlineData("adapter_config.json", false)]
    [InlineData("generation_config.json", false)]
    public async Task A_pipe_in_the_place_of_a_file_is_refused_at_once(string name, bool behindALink)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo is a program of Linux.");
        File.Delete(_folder.File(name));
        if (name.EndsWith(".index.json", StringComparison.Ordinal))
            File.Delete(_folder.File("model.safetensors"));
        using (var made = System.Diagnostics.Process.Start("mkfifo", _folder.File(behindALink ? "pipe" : name)))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (behindALink)
            File.CreateSymbolicLink(_folder.File(name), _folder.File("pipe"));

        var opened = Task.Run(() => Record.Exception(() =>
        {
            if (name.StartsWith("adapter", StringComparison.Ordinal))
                AdapterFile.ReadConfig(_folder.Path);
            GenerationDefaults.FromHuggingFace(_folder.Path, T5Config.V11Small with { VocabularySize = 8 });
            T5Model.Load(_folder.Path).Dispose();
        }), TestContext.Current.CancellationToken);

        Assert.IsAssignableFrom<ExT5CoreException>(await opened.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Weights_of_a_far_smaller_model_are_refused_by_their_size()
    {
        Change("config.json", text => text.Replace(Property(text, "d_ff"), "\"d_ff\": 1000000", StringComparison.Ordinal)
            .Replace(Property(text, "d_model"), "\"d_model\": 50000", StringComparison.Ordinal));

        var error = Assert.Throws<T5ConfigException>(() => T5Model.Load(_folder.Path));

        Assert.Contains("not of one model", error.Message, StringComparison.Ordinal);
    }

    private static string Property(string json, string key)
    {
        var value = JsonNode.Parse(json)![key]!.ToJsonString();
        return $"\"{key}\": {value}";
    }

    private void Change(string name, Func<string, string> change) =>
        File.WriteAllText(_folder.File(name), change(File.ReadAllText(_folder.File(name))));
}
