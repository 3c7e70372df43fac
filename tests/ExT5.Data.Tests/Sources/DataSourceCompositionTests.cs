using System.Globalization;

namespace ExT5.Data.Tests;

public sealed class DataSourceCompositionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Select_sees_the_row_and_its_split()
    {
        var source = new InMemorySource<int>([1, 2], [3]).Select((row, split) => $"{split} {row}");

        Assert.Equal(["train 1", "train 2"], await source.OpenAsync(DatasetSplit.Train, Cancelled));
        Assert.Equal(["validation 3"], await source.OpenAsync(DatasetSplit.Validation, Cancelled));
    }

    [Fact]
    public async Task Where_keeps_rows_of_a_split_in_their_order()
    {
        _folder.Write("all.txt", "train a\ndev b\ntrain c");
        var source = new TextLinesSource(DataFiles.ForEverySplit(_folder["all.txt"]))
            .Where((line, split) => line.StartsWith(split.Name, StringComparison.Ordinal));

        Assert.Equal(["train a", "train c"], await source.OpenAsync(DatasetSplit.Train, Cancelled));
        Assert.Equal(["dev b"], await source.OpenAsync(new DatasetSplit("dev"), Cancelled));
    }

    [Fact]
    public async Task SelectMany_unfolds_rows_and_stays_readable_at_any_position()
    {
        var rows = await Memory(0, 3, 0, 0, 2, 1, 0).SelectMany(n => Enumerable.Range(10 * n, n)).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal([30, 31, 32, 20, 21, 10], rows);
        Assert.Equal(10, rows[5]);
        Assert.Equal(30, rows[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows[6]);
    }

    [Fact]
    public async Task Unfolded_rows_may_be_read_from_several_threads()
    {
        var rows = await Memory([.. Enumerable.Range(0, 300)]).SelectMany(n => Enumerable.Repeat(n, n % 4)).OpenAsync(DatasetSplit.Train, Cancelled);
        var expected = Enumerable.Range(0, 300).SelectMany(n => Enumerable.Repeat(n, n % 4)).ToArray();

        Parallel.For(0, 20_000, i => Assert.Equal(expected[i * 7919L % expected.Length], rows[(int)(i * 7919L % expected.Length)]));
    }

    [Fact]
    public async Task SelectMany_that_changes_its_mind_is_an_error()
    {
        var calls = 0;
        var rows = await Memory(1).SelectMany(_ => new int[++calls]).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Contains("2 rows here and 1", Assert.Throws<DataSourceException>(() => rows[0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_functions_name_file_and_line_through_every_composition()
    {
        _folder.Write("train.txt", "1\n2\n\nx\n4");
        var rows = await new TextLinesSource(_folder["{split}.txt"]).Where(line => line != "2").SelectMany(line => new[] { line, line })
            .Take(5).Concat(new InMemorySource<string>(["5"])).Select(line => int.Parse(line, CultureInfo.InvariantCulture))
            .OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(4, Assert.Throws<DataSourceException>(() => rows[2]).Line);
        Assert.Equal([1, 1, 4, 5], [rows[0], rows[1], rows[4], rows[5]]);
    }

    [Fact]
    public async Task A_row_that_Where_or_SelectMany_cannot_read_is_one_bad_row_with_its_line()
    {
        _folder.Write("train.txt", "1\nx\n3");
        var lines = new TextLinesSource(_folder["{split}.txt"]);
        IDataSource<string>[] sources =
        [
            lines.Where(line => int.Parse(line, CultureInfo.InvariantCulture) > 0),
            lines.SelectMany(line => Enumerable.Repeat(line, int.Parse(line, CultureInfo.InvariantCulture) > 0 ? 1 : 0)),
        ];

        foreach (var source in sources)
        {
            var rows = await source.OpenAsync(DatasetSplit.Train, Cancelled);

            Assert.Equal(["1", "3"], [rows[0], rows[2]]);
            Assert.Equal(2, Assert.Throws<DataSourceException>(() => rows[1]).Line);
            Assert.Equal(2, Assert.IsType<DataSourceException>(RowProblem.KnownIn(rows)).Line);
        }
    }

    [Fact]
    public async Task A_cancellation_that_a_function_throws_is_an_error_about_its_row()
    {
        _folder.Write("train.txt", "1\n2");
        var rows = await new TextLinesSource(_folder["{split}.txt"]).Select<string, string>(_ => throw new TaskCanceledException("timed out"))
            .OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(2, Assert.Throws<DataSourceException>(() => rows[1]).Line);
    }

    [Fact]
    public async Task Zip_pairs_lines_and_blank_lines_count_when_they_are_kept()
    {
        _folder.Write("train_text.txt", "a\n\nc\n");
        _folder.Write("train_labels.txt", "0\n1\n2\n");
        var options = new FileSourceOptions { KeepBlankLines = true };
        var labels = new TextLinesSource(_folder["{split}_labels.txt"], options);

        var rows = await new TextLinesSource(_folder["{split}_text.txt"], options).Zip(labels, (text, label) => text + label)
            .OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(["a0", "1", "c2"], rows);
    }

    [Fact]
    public async Task Zip_refuses_sources_of_different_lengths()
    {
        var source = Memory(1, 2).Zip(Memory(1, 2, 3), (a, b) => a + b);

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await source.OpenAsync(DatasetSplit.Train, Cancelled));

        Assert.Contains("2 rows, the other 3", error.Message, StringComparison.Ordinal);
    }

    private static InMemorySource<int> Memory(params int[] rows) => new(rows);
}
