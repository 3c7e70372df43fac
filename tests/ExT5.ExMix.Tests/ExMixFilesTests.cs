using ExT5.Data;

namespace ExT5.ExMix.Tests;

public sealed class ExMixFilesTests : IDisposable
{
    private static readonly DatasetReference Imdb = new("stanfordnlp/imdb");
    private readonly string _folder = Directory.CreateTempSubdirectory("exmix-files").FullName;
    private readonly string _cache = Directory.CreateTempSubdirectory("exmix-cache").FullName;

    [Fact]
    public async Task A_dataset_in_the_folder_is_read_there_even_with_the_Hub()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "imdb"));
        File.WriteAllText(Path.Combine(_folder, "imdb", "train.jsonl"), "");

        Assert.Single(await FilesOf(Imdb, Offline));
    }

    [Fact]
    public async Task What_the_folder_lacks_comes_from_the_Hub() =>
        await Assert.ThrowsAnyAsync<HubException>(() => FilesOf(Imdb, Offline));

    [Fact]
    public async Task Without_the_Hub_a_missing_dataset_says_where_its_files_belong() => Assert.Contains(
        Path.Combine(_folder, "stanfordnlp__imdb"), (await Assert.ThrowsAsync<DataSourceException>(() => FilesOf(Imdb, null))).Message);

    [Fact]
    public async Task A_dataset_that_the_Hub_lacks_is_never_asked_for()
    {
        var error = await Assert.ThrowsAsync<DataSourceException>(() => FilesOf(new DatasetReference("a/b", "c") { OnHub = false }, Offline));

        Assert.Equal("a/b/c: The Hub does not have this dataset. Set ExMixOptions.Folder and put its files there, or leave its task out with ExMixOptions.Include.", error.Message);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_cache, recursive: true);
    }

    private HubOptions Offline => new() { Offline = true, CacheFolder = _cache };

    private async Task<IReadOnlyList<string>> FilesOf(DatasetReference dataset, HubOptions? hub) => await new ExMixFiles(dataset, _folder, hub)
        .FilesOfAsync(DatasetSplit.Train, dataset.FileOptions, TestContext.Current.CancellationToken);
}
