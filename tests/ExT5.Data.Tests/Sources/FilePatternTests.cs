using CsCheck;

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

    [Fact]
    public void Hidden_files_and_folders_are_matched_only_by_names_that_start_with_a_point()
    {
        Write(".ipynb_checkpoints/train-1.txt", "a/._train-1.txt", "a/.train-1.txt", "a/train-1.txt", ".hidden/b/train-2.txt");

        Assert.Equal([_folder["a/train-1.txt"]], Files("*/*1.txt", DatasetSplit.Train));
        Assert.Equal([_folder["a/train-1.txt"]], Files("**/*.txt", DatasetSplit.Train));
        Assert.Equal([_folder["a/._train-1.txt"], _folder["a/.train-1.txt"]], Files("a/.*", DatasetSplit.Train));
        Assert.Equal([_folder[".hidden/b/train-2.txt"]], Files(".h*/*/*.txt", DatasetSplit.Train));
        Assert.Equal([_folder[".ipynb_checkpoints/train-1.txt"]], Files(".ipynb_checkpoints/*", DatasetSplit.Train));
    }

    [Theory]
    [InlineData("what[?]", "what?")]
    [InlineData("a[*]b", "a*b")]
    [InlineData("a[[]1]", "a[1]")]
    [InlineData("run[1]", "run[1]")]
    [InlineData("[2024] data", "[2024] data")]
    [InlineData("x[", "x[")]
    [InlineData("x[]", "x[]")]
    public void Folders_and_files_whose_names_hold_signs_of_patterns_can_be_written(string pattern, string name)
    {
        Write($"{name}/train {name}.txt", "run1/train run1.txt", "whatx/train whatx.txt", "axb/train axb.txt");

        Assert.Equal([_folder[$"{name}/train {name}.txt"]], Files($"{pattern}/{{split}} {pattern}.txt", DatasetSplit.Train));
        Assert.Equal([_folder[$"{name}/train {name}.txt"]], Files($"{pattern}/{{split}}*.txt", DatasetSplit.Train));
    }

    [Fact]
    public void Sets_of_characters_are_read_as_in_Python()
    {
        Write("1.txt", "2.txt", "3.txt", "a.txt", "-.txt", "].txt", "é.txt", "😀.txt");

        Assert.Equal([_folder["1.txt"], _folder["2.txt"]], Files("[12].txt", DatasetSplit.Train));
        Assert.Equal([_folder["1.txt"], _folder["2.txt"], _folder["3.txt"]], Files("[0-9].txt", DatasetSplit.Train));
        Assert.Equal([_folder["-.txt"], _folder["].txt"]], Files("[]-].txt", DatasetSplit.Train));
        Assert.Equal([_folder["a.txt"], _folder["é.txt"], _folder["😀.txt"]], Files("[!-0-9]].txt".Replace("]]", "]", StringComparison.Ordinal), DatasetSplit.Train).Where(file => file != _folder["].txt"]));
        Assert.Equal(8, Files("?.txt", DatasetSplit.Train).Count);
    }

    [Fact]
    public void Escaped_names_match_themselves_and_nothing_else() =>
        Gen.Select(Gen.Char["ab*?[]!-."].Array[1, 8], Gen.Char["ab*?[]!-."].Array[1, 8]).Sample((name, other) =>
            GlobName.Matches(GlobName.Escape(new string(name)), new string(other)) == name.SequenceEqual(other)
            && GlobName.Matches(GlobName.Escape(new string(name)), new string(name)));

    [Fact]
    public void Two_stars_take_any_folders_and_follow_no_links()
    {
        Write("train.txt", "a/train.txt", "a/b/train.txt", "a/b/test.txt", "c/train.txt");
        Directory.CreateSymbolicLink(_folder["a/b/loop"], _folder["a"]);
        File.CreateSymbolicLink(_folder["c/self.txt"], _folder["c/self.txt"]);

        Assert.Equal([_folder["train.txt"], _folder["a/train.txt"], _folder["a/b/train.txt"], _folder["c/train.txt"]], Files("**/{split}.txt", DatasetSplit.Train));
        Assert.Equal([_folder["a/b/test.txt"], _folder["a/b/train.txt"]], Files("a/**/b/**", DatasetSplit.Train));
        Assert.Equal([_folder["a/b/loop/train.txt"]], Files("a/b/*/{split}.txt", DatasetSplit.Train));
    }

    [Fact]
    public async Task A_link_to_itself_is_an_error_with_its_name()
    {
        File.CreateSymbolicLink(_folder["self.txt"], _folder["self.txt"]);

        var error = await Assert.ThrowsAsync<DataSourceException>(async () =>
            await new TextLinesSource(_folder["*.txt"]).OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken));

        Assert.Contains("self.txt", error.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/none/x/{split}.txt", "'data/none' does not exist; 'data' does, and has the folders a, b.")]
    [InlineData("data/n*/{split}.txt", "No folder in 'data' matches 'n*'; 'data' does, and has the folders a, b.")]
    [InlineData("data/*/train.jsonl", "Did you mean 'train.json'? The folder has train.json.")]
    [InlineData("data/a/.*", "The folder has train.json.")]
    [InlineData("data/b/*.csv", "Hidden files are left out (1 would match): start the name with '.' to read them.")]
    [InlineData("data/a", "This is a folder: name the files in it")]
    public void What_is_missing_is_named_with_the_nearest_folder_there_is(string pattern, string problem)
    {
        Write("data/a/train.json", "data/b/.train.csv");

        var error = Assert.Throws<DataSourceException>(() => Files(pattern, DatasetSplit.Train));

        Assert.Contains(problem.Replace("'data", $"'{_folder["data"]}", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder[pattern], error.Message, StringComparison.Ordinal);
    }

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            _folder.Write(name, "");
        }
    }

    private IReadOnlyList<string> Files(string pattern, DatasetSplit split, FileSourceOptions? options = null) =>
        DataFiles.FromString(_folder[pattern]).FilesOfAsync(split, options ?? new()).AsTask().GetAwaiter().GetResult();
}
