using CsCheck;

namespace ExT5.Data.Tests;

public sealed class DelimitedSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Quoted_fields_hold_delimiters_quotes_and_line_ends()
    {
        _folder.Write("train.csv", "\uFEFFtext,label\r\n\"a, \"\"b\"\"\r\nc\",1\r\n\r\nd,\"\"\r\n");

        var rows = await OpenAsync(row => (row["text"], row["label"]));

        Assert.Equal([("a, \"b\"\r\nc", "1"), ("d", "")], rows);
    }

    [Fact]
    public async Task A_quote_inside_an_unquoted_field_is_text()
    {
        _folder.Write("train.csv", "text,label\n5\" disk,1\nb,2");

        Assert.Equal(["5\" disk", "b"], await OpenAsync(row => row["text"]));
    }

    [Fact]
    public async Task Tab_separated_files_take_quotes_as_text()
    {
        _folder.Write("train.tsv", "text\tlabel\n\"a\t1\n\t2\n");

        var rows = await new DelimitedSource<(string, string)>(_folder["{split}.tsv"], row => (row["text"], row[1]))
            .OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal([("\"a", "1"), ("", "2")], rows);
    }

    [Fact]
    public async Task Each_file_is_read_as_its_own_name_says()
    {
        _folder.Write("train-1.csv", "text,label\n\"a,b\",1");
        _folder.Write("train-2.tsv.gz", TemporaryFolder.Gzip("text\tlabel\n\"c,d\t2"u8.ToArray()));

        var rows = await new DelimitedSource<(string, string)>(_folder["{split}-*"], row => (row["text"], row["label"]))
            .OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal([("a,b", "1"), ("\"c,d", "2")], rows);
    }

    [Fact]
    public async Task Fields_may_be_read_as_data_rows_by_column_or_by_place()
    {
        _folder.Write("train.csv", "text,label\na,1");

        Assert.Equal([("a", 1L)], await OpenAsync(row => (row.ToDataRow().Text("text"), row.ToDataRow().Integer("label"))));
        Assert.Equal("1", new DelimitedRow([], ["a", "1"]).ToDataRow().Text("1"));
    }

    [Fact]
    public async Task An_unknown_column_is_named_with_the_columns_there_are()
    {
        _folder.Write("train.csv", "premise,label\na,1");
        var rows = await OpenAsync(row => row["premis"]);

        var error = Assert.Throws<DataSourceException>(() => rows[0]);

        Assert.Equal(2, error.Line);
        Assert.Contains("no column 'premis'. Did you mean 'premise'? The columns are: premise, label.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3", 3, "1 fields and the header 2 (a, b)")]
    [InlineData("a,b\n1,2\n\"3\"x,4", 3, "Characters follow a closing quote")]
    public async Task A_malformed_row_is_an_error_with_its_line(string text, int line, string problem)
    {
        _folder.Write("train.csv", text);
        var rows = await OpenAsync(row => row[0]);

        var error = Assert.Throws<DataSourceException>(() => rows[1]);

        Assert.Equal(line, error.Line);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_of_a_row_counts_line_ends_inside_quotes()
    {
        _folder.Write("train.csv", "a,b\n\"1\n\n\n\",2\nx,y");
        var rows = await OpenAsync(row => int.Parse(row["b"], System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(6, Assert.Throws<DataSourceException>(() => rows[1]).Line);
    }

    [Theory]
    [InlineData("", "should name the columns")]
    [InlineData("a,b,a\n1,2,3", "Two columns are named 'a'")]
    [InlineData("a,b\n1,\"2\n3\n", "opens a quote that is not closed")]
    [InlineData("a\n\"1\n2\n", "opens a quote that is not closed")]
    public async Task A_malformed_file_is_refused_when_it_is_opened(string text, string problem)
    {
        _folder.Write("train.csv", text);

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync(row => row[0]));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("a,b\r\n1,2\r3,4\n")]
    [InlineData("a,b\r\r1,2\n\r3,4")]
    public async Task A_row_ends_at_every_kind_of_line_end(string text)
    {
        foreach (var name in new[] { "train.csv", "train.tsv" })
        {
            _folder.Write(name, text.Replace(",", name == "train.csv" ? "," : "\t", StringComparison.Ordinal));

            Assert.Equal(["12", "34"], await new DelimitedSource<string>(_folder[name], row => row["a"] + row["b"]).OpenAsync(DatasetSplit.Train, Cancelled));
            File.Delete(_folder[name]);
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n7,8")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n7,8")]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n\"7\",8")]
    [InlineData("a,b\r1,2\r\"3\"x,4\r5,6\r7,8")]
    public async Task A_stray_quote_costs_its_own_line(string text)
    {
        _folder.Write("train.csv", text);
        var rows = await OpenAsync(row => row["a"] + row["b"]);

        Assert.Equal(3, Assert.Throws<DataSourceException>(() => rows[1]).Line);
        Assert.Equal(["12", "56", "78"], [rows[0], rows[2], rows[3]]);
        Assert.Equal(4, rows.Count);
    }

    [Theory]
    [InlineData(',')]
    [InlineData('\n')]
    public async Task A_quoted_field_longer_than_allowed_is_one_bad_row(char filling)
    {
        _folder.Write("train.csv", $"a,b\n1,2\n3,\"{new string(filling, 400_000)}\"\"{new string(filling, 400_000)}\"\n5,6\n");
        var rows = await new DelimitedSource<string>(_folder["{split}.csv"], row => row["a"] + row["b"], null, new FileSourceOptions { MaxRowBytes = 100_000 })
            .OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(3, rows.Count);
        Assert.Contains("MaxRowBytes", Assert.Throws<DataSourceException>(() => rows[1]).Message, StringComparison.Ordinal);
        Assert.Equal(["12", "56"], [rows[0], rows[2]]);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('·')]
    public void A_delimiter_that_cannot_part_fields_is_refused(char delimiter) =>
        Assert.Throws<ArgumentException>(() => DelimitedFormat.Csv with { Delimiter = delimiter });

    [Fact]
    public void Whatever_is_written_by_the_rules_is_read_back()
    {
        var cell = Gen.OneOf("a", "é", "😀", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\t", " ", "").Array[0, 6].Select(string.Concat);
        var source = new DelimitedSource<string[]>(_folder["{split}.csv"], Fields, DelimitedFormat.Csv with { Header = false });

        cell.Array[1, 5].Array[1, 20].Sample(table =>
        {
            _folder.Write("train.csv", string.Join("\r\n", table.Select(row => string.Join(',', row.Select(Quoted)))));
            var rows = source.OpenAsync(DatasetSplit.Train, Cancelled).AsTask().GetAwaiter().GetResult();
            return table.Length == rows.Count && table.Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second));
        }, threads: 1);
    }

    [Fact]
    public async Task Real_comma_separated_rows_are_read()
    {
        var folder = SharedFolder.Require("data/tasks/dialogue/meld");
        var source = new DelimitedSource<(string, string)>(
            Path.Combine(folder, "{split}_sent_emo.csv"), row => (row["Speaker"], row["Emotion"]));

        var rows = await source.OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(5000, rows.Count);
        Assert.Equal(("Chandler", "neutral"), rows[0]);
        Assert.Equal(7, rows.Select(row => row.Item2).Distinct().Count());
    }

    [Fact]
    public async Task Real_tab_separated_rows_are_read()
    {
        var folder = SharedFolder.Require("data/tasks/other_seq2seq/wiki_split");
        var options = new FileSourceOptions { SplitNames = new Dictionary<string, string> { ["train"] = "tune" } };
        var source = new DelimitedSource<TextExample>(Path.Combine(folder, "{split}.tsv"),
            row => new TextExample(row[0], row[1]), DelimitedFormat.Tsv with { Header = false }, options);

        var rows = await source.OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(5000, rows.Count);
        Assert.All(rows, row => Assert.Contains("<::::>", row.Target, StringComparison.Ordinal));
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string[] Fields(DelimitedRow row) => [.. Enumerable.Range(0, row.Count).Select(i => row[i])];

    private ValueTask<IReadOnlyList<T>> OpenAsync<T>(Func<DelimitedRow, T> map) =>
        new DelimitedSource<T>(_folder["{split}.csv"], map).OpenAsync(DatasetSplit.Train, Cancelled);
}
