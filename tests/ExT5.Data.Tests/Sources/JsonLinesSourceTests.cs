using System.Text.Json.Serialization;

namespace ExT5.Data.Tests;

public sealed partial class JsonLinesSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_are_read_with_a_generated_context()
    {
        _folder.Write("train.jsonl", """
            {"Text":"a\u00e9","Label":1}

            {"Label":2,"Text":"b","Other":[{}]}
            """);

        var rows = await new JsonLinesSource<Row>(_folder["{split}.jsonl"], Rows.Default.Row).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal([new Row("aé", 1), new Row("b", 2)], rows);
    }

    [Fact]
    public async Task Rows_are_read_by_reflection_whatever_the_case_of_names()
    {
        _folder.Write("train.jsonl", """{"text":"a","LABEL":1}""");

        Assert.Equal([new Row("a", 1)], await OpenAsync());
    }

    [Fact]
    public async Task Several_files_are_read_one_after_the_other()
    {
        _folder.Write("train-0.jsonl", "{\"text\":\"a\",\"label\":0}\n{\"text\":\"b\",\"label\":1}");
        _folder.Write("train-1.jsonl", "");
        _folder.Write("train-2.jsonl", "{\"text\":\"c\",\"label\":2}");

        var rows = await new JsonLinesSource<Row>(_folder["{split}-*.jsonl"]).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal([new Row("a", 0), new Row("b", 1), new Row("c", 2)], rows);
    }

    [Theory]
    [InlineData("{\"text\":\"b\"")]
    [InlineData("{\"text\":\"b\",\"label\":\"no number\"}")]
    [InlineData("null")]
    [InlineData("{\"text\":\"b\"}{\"text\":\"c\"}")]
    [InlineData("{\"text\":\"b\",} ")]
    [InlineData("[]")]
    public async Task A_line_that_is_no_row_is_an_error_with_file_line_and_excerpt(string line)
    {
        _folder.Write("train.jsonl", "\n{\"text\":\"a\",\"label\":1}\n\n" + line + "\n{\"text\":\"d\",\"label\":4}");
        var rows = await OpenAsync();

        var error = Assert.Throws<DataSourceException>(() => rows[1]);

        Assert.Equal((_folder["train.jsonl"], 4), (error.Path, error.Line));
        Assert.EndsWith($"The row: {line}", error.Message, StringComparison.Ordinal);
        Assert.Equal(new Row("d", 4), rows[2]);
    }

    [Fact]
    public async Task The_excerpt_of_a_long_row_has_80_characters()
    {
        _folder.Write("train.jsonl", new string('é', 10_000));
        var rows = await OpenAsync();

        var error = Assert.Throws<DataSourceException>(() => rows[0]);

        Assert.EndsWith($"The row: {new string('é', 80)}…", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    [InlineData(1_000_000, false)]
    public async Task Columns_that_nobody_reads_may_nest_as_deep_as_in_Python(int arrays, bool isRead)
    {
        var nested = new string('[', arrays) + new string(']', arrays);
        _folder.Write("train.jsonl", $$"""{"text":"a","label":1,"other":{{nested}}}""");
        var rows = await OpenAsync();

        var error = Record.Exception(() => rows[0]);

        Assert.Equal(isRead, error is null);
        Assert.Equal(isRead, Record.Exception(() => new JsonLinesSource<string>(_folder["{split}.jsonl"], row => row.Text("text"))
            .OpenAsync(DatasetSplit.Train, Cancelled).AsTask().GetAwaiter().GetResult()[0]) is null);
        Assert.True(isRead || error is DataSourceException, $"{error}");
    }

    [Fact]
    public async Task Real_rows_are_read()
    {
        var folder = SharedFolder.Require("data/tasks/other_seq2seq/gsm8k");

        var rows = await new JsonLinesSource<Problem>(Path.Combine(folder, "{split}.jsonl")).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(5000, rows.Count);
        Assert.StartsWith("Natalia sold clips to 48 of her friends", rows[0].Question, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Contains("####", row.Answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Real_gzip_shards_are_read()
    {
        var folder = SharedFolder.Require("data/text/c4_like");

        var rows = await new JsonLinesSource<Page>(Path.Combine(folder, "c4-sample.*.json.gz")).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(30, rows.Count);
        Assert.All(rows, row => Assert.NotEmpty(row.Text));
    }

    private ValueTask<IReadOnlyList<Row>> OpenAsync() =>
        new JsonLinesSource<Row>(_folder["{split}.jsonl"]).OpenAsync(DatasetSplit.Train, Cancelled);

    internal sealed record Row(string Text, int Label);

    internal sealed record Problem(string Question, string Answer);

    internal sealed record Page(string Text);

    [JsonSerializable(typeof(Row))]
    internal sealed partial class Rows : JsonSerializerContext;
}
