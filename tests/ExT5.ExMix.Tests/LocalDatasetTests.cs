using ExT5.Data;

namespace ExT5.ExMix.Tests;

public sealed class LocalDatasetTests : IDisposable
{
    private static readonly DatasetReference Mnli = new("nyu-mll/glue", "mnli")
    {
        SplitNames = new Dictionary<string, string> { ["validation"] = "validation_matched" },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("exmix-local").FullName;

    [Theory]
    [InlineData("nyu-mll__glue/mnli/train.jsonl")]
    [InlineData("nyu-mll/glue/mnli/train.csv")]
    [InlineData("glue/mnli/train.parquet")]
    [InlineData("glue/mnli/train-00000-of-00001.parquet")]
    public async Task A_repository_is_found_in_three_spellings(string file)
    {
        Touch(file);

        Assert.Equal([Path.Combine(_folder, file)], await FilesOf(Mnli, DatasetSplit.Train));
    }

    [Fact]
    public async Task Shards_come_in_order()
    {
        Touch("glue/mnli/train-00001-of-00002.parquet");
        Touch("glue/mnli/train-00000-of-00002.parquet");
        Touch("glue/mnli/training.parquet");

        Assert.Equal(["train-00000-of-00002.parquet", "train-00001-of-00002.parquet"], (await FilesOf(Mnli, DatasetSplit.Train)).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_datasets_own_name_of_a_split_goes_before_the_common_one()
    {
        Touch("glue/mnli/validation.jsonl");
        Assert.Equal("validation.jsonl", Path.GetFileName((await FilesOf(Mnli, DatasetSplit.Validation))[0]));

        Touch("glue/mnli/validation_matched.jsonl");
        Assert.Equal("validation_matched.jsonl", Path.GetFileName((await FilesOf(Mnli, DatasetSplit.Validation))[0]));
    }

    [Fact]
    public async Task A_dataset_without_configurations_lies_in_the_repositorys_folder()
    {
        Touch("imdb/train.jsonl");

        Assert.Single(await FilesOf(new DatasetReference("stanfordnlp/imdb"), DatasetSplit.Train));
    }

    [Fact]
    public async Task A_missing_dataset_says_where_it_was_looked_for()
    {
        var error = await Assert.ThrowsAsync<DataSourceException>(() => FilesOf(Mnli, DatasetSplit.Validation));

        Assert.Contains("the split 'validation' of nyu-mll/glue/mnli", error.Message);
        Assert.Contains("'validation_matched.*' and 'validation.*'", error.Message);
        Assert.Contains(Path.Combine(_folder, "nyu-mll__glue", "mnli"), error.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IReadOnlyList<string>> FilesOf(DatasetReference dataset, DatasetSplit split) =>
        await new LocalDataset(_folder, dataset).FilesOfAsync(
            split, new FileSourceOptions { SplitNames = dataset.SplitNames }, TestContext.Current.CancellationToken);

    private void Touch(string file)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }
}
