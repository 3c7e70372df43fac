namespace ExT5.Core.Tests.Weights;

public sealed class LoadingMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LoadingMemoryTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The peak is read from /proc.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(HuggingFaceWeights.DefaultMaxShardBytes)]
    [InlineData(60_000_000)]
    public async Task A_float32_model_is_loaded_in_less_than_one_and_a_fifth_of_its_files(long maxShardBytes)
    {
        var config = T5Config.V11Small with { EncoderLayers = 2, DecoderLayers = 2, TieWordEmbeddings = true };
        using (var model = new T5Model(config))
            model.Save(_folder.Path, maxShardBytes);

        var result = await OtherProcess.RunTestAsync(
            AppContext.BaseDirectory,
            nameof(LoadingMemory.Loading_takes_less_than_a_fifth_of_the_files_beside_the_parameters),
            (LoadingMemory.FolderVariable, _folder.Path));

        Assert.True(result.Passed, result.Output);
        Assert.Contains("Skipped: 0", result.Output, StringComparison.Ordinal);
    }
}
