namespace ExT5.Data.Tests;

public sealed class FilePatternTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_split_is_named_with_the_pattern_and_the_nearest_file()
    {
        _folder.Write("train.jsonl", "");
        _folder.Write("validaton.jsonl", "");

        var error = Assert.Throws<DataSourceException>(() => Files("{split}.jsonl", DatasetSplit.Validation));

        Assert.Contains("split 'validation'", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder["{split}.jsonl"], error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'validaton.jsonl'? The folder has train.jsonl, validaton.jsonl.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_said_to_be_missing()
    {
        var error = Assert.Throws<DataSourceException>(() => Files("none/{split}.jsonl", DatasetSplit.Train));

        Assert.Contains($"The folder '{_folder["none"]}' does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_without_the_placeholder_never_serves_training_rows_for_validation()
    {
        _folder.Write("all.jsonl", "");

        Assert.Equal([_folder["all.jsonl"]], Files("all.jsonl", DatasetSplit.Train));
        var error = Assert.Throws<DataSourceException>(() => Files("all.jsonl", DatasetSplit.Validation));
        Assert.Contains("'train' only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_take_files_in_ordinal_order()
    {
        foreach (var name in new[] { "train-2.txt", "train-10.txt", "train-1.txt", "test-1.txt", "train-1.txt.bak" })
            _folder.Write(name, "");

        Assert.Equal([_folder["train-1.txt"], _folder["train-10.txt"], _folder["train-2.txt"]], Files("{split}-*.txt", DatasetSplit.Train));
        Assert.Equal([_folder["train-1.txt"], _folder["train-2.txt"]], Files("{split}-?.txt", DatasetSplit.Train));
    }

    [Fact]
    public void Wildcards_in_folders_take_the_files_of_each()
    {
        foreach (var name in new[] { "train/pos/2.txt", "train/neg/1.txt", "train/neg/3.txt", "test/pos/9.txt", "train/4.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            _folder.Write(name, "");
        }

        Assert.Equal(
            [_folder["train/neg/1.txt"], _folder["train/neg/3.txt"], _folder["train/pos/2.txt"]],
            Files("{split}/*/*.txt", DatasetSplit.Train));
    }

    [Fact]
    public async Task One_file_can_serve_every_split()
    {
        _folder.Write("all.json", "");
        var files = DataFiles.ForEverySplit(_folder["all.json"]);

        Assert.Equal([_folder["all.json"]], await files.FilesOfAsync(DatasetSplit.Test, new(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Splits_may_go_by_other_names_in_files()
    {
        _folder.Write("dev.txt", "");
        var options = new FileSourceOptions { SplitNames = new Dictionary<string, string> { ["validation"] = "dev" } };

        Assert.Equal([_folder["dev.txt"]], Files("{split}.txt", DatasetSplit.Validation, options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a*/")]
    [InlineData("folder/")]
    public void A_pattern_that_names_no_file_is_refused(string pattern) =>
        Assert.Throws<ArgumentException>(() => DataFiles.FromString(pattern));

    [Theory]
    [InlineData("../train")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData(null)]
    public void A_split_cannot_lead_out_of_its_folder(string? name) =>
        Assert.Throws<ArgumentException>(() => Files("{split}.txt", new DatasetSplit(name!)));

    private IReadOnlyList<string> Files(string pattern, DatasetSplit split, FileSourceOptions? options = null) =>
        DataFiles.FromString(_folder[pattern]).FilesOfAsync(split, options ?? new()).AsTask().GetAwaiter().GetResult();
}
