namespace ExT5.Data.Tests;

public sealed class JsonSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Documents_in_the_layout_of_squad_give_a_row_for_each_question()
    {
        _folder.Write("train.json", """
            {"version": {"data": [1]}, "data": [
              {"title": "t", "paragraphs": [
                {"context": "c1", "qas": [{"id": "1", "question": "q1", "answers": [{"text": "a1"}]}, {"id": "2", "question": "q2", "answers": []}]},
                {"context": "c2", "qas": [{"id": "3", "question": "q3", "answers": [{"text": "a3"}, {"text": "b3"}]}]}]},
              {"title": "u", "paragraphs": []}], "after": [{}]}
            """);
        var source = new JsonSource<DataRow>(_folder["{split}.json"], row => row, "data")
            .SelectMany(article => article.Rows("paragraphs").SelectMany(paragraph => paragraph.Rows("qas").Select(question =>
                $"{article.Text("title")} {paragraph.Text("context")} {question.Text("question")} {question.Rows("answers").Count}")));

        Assert.Equal(["t c1 q1 1", "t c1 q2 0", "t c2 q3 2"], await source.OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Fact]
    public async Task A_whole_object_is_one_row_that_may_be_unfolded()
    {
        _folder.Write("train.json", """{"Definition": ["d"], "Instances": [{"input": "i", "output": ["o"]}, {"input": "j", "output": ["p"]}]}""");
        var source = new JsonSource<DataRow>(_folder["{split}.json"], row => row)
            .SelectMany(task => task.Rows("Instances").Select(each => task.Texts("Definition")[0] + each.Text("input") + each.Texts("output")[0]));

        Assert.Equal(["dio", "djp"], await source.OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Fact]
    public async Task Properties_of_an_object_are_rows_with_key_and_value()
    {
        _folder.Write("train.json", """{"dialogues": {"d1": [{"text": "a"}], "d\u0022": []}}""");
        var source = new JsonSource<(string, int)>(_folder["{split}.json"], row => (row.Text("key"), row.Rows("value").Count), "dialogues.*");

        Assert.Equal([("d1", 1), ("d\"", 0)], await source.OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Fact]
    public async Task Items_that_are_no_objects_have_the_column_value()
    {
        _folder.Write("train.json", "\uFEFF[\"a\", 1, null, [2, [3]], {\"value\": true}]");
        var rows = await new JsonSource<object?>(_folder["{split}.json"], row => row["value"]).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(["a", 1L, null], rows.Take(3));
        Assert.Equal(2L, ((IReadOnlyList<object?>)rows[3]!)[0]);
        Assert.Equal(true, rows[4]);
    }

    [Fact]
    public async Task Rows_across_buffers_are_read_whole()
    {
        var items = Enumerable.Range(0, 3000).Select(i => new string((char)('a' + i % 26), i)).ToArray();
        _folder.Write("train.json", $"{{\"data\": [{string.Join(",\n", items.Select(item => $"[\"{item}\"]"))}]}}");

        var rows = await new JsonSource<string>(_folder["{split}.json"], row => row.Texts("value")[0], "data").OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(items, rows);
    }

    [Theory]
    [InlineData("", 1, "At $")]
    [InlineData("{\"data\": [1,\n2\n", 3, "At $.data[2]")]
    [InlineData("{\"data\": [1,\n{\"a\"}]}", 2, "At $.data[1]")]
    [InlineData("{\"data\": [1]} x", 1, "At $.data")]
    [InlineData("{\n\"dat\": [1]}", 2, "There is no 'data'")]
    [InlineData("{\n\"data\": 5}", 2, "An array or an object should stand here, but it is Number")]
    [InlineData("[1]", 1, "There is no 'data'")]
    [InlineData("{\"data\": [1], \"more\": {\"data\": 1},\n\"data\": [2]}", 2, "'data' stands twice")]
    [InlineData("7", 1, "There is no 'data'")]
    public async Task A_malformed_file_is_an_error_with_line_and_path(string json, int line, string problem)
    {
        _folder.Write("train.json", json);
        var source = new JsonSource<DataRow>(_folder["{split}.json"], row => row, "data");

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await source.OpenAsync(DatasetSplit.Train, Cancelled));

        Assert.Equal(line, error.Line);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_that_nest_too_deep_or_are_too_long_are_bad_rows_and_the_others_are_read()
    {
        _folder.Write("train.json", $"[1,\n{new string('[', 1500)}{new string(']', 1500)},\n[{new string(' ', 100_000)} 2],\n\"{new string('a', 400_000)}\\\"\",\n{{\"a\": \"{new string('b', 400_000)}\", \"c\": 1}},\n3]");
        var rows = await new JsonSource<object?>(_folder["{split}.json"], row => row["value"], "", new FileSourceOptions { MaxRowBytes = 50_000 })
            .OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal([1L, 3L], [rows[0], rows[5]]);
        Assert.Equal(6, rows.Count);
        for (var row = 1; row < 5; row++) Assert.Equal(row + 1, Assert.Throws<DataSourceException>(() => rows[row]).Line);
    }

    [Fact]
    public async Task Columns_that_nobody_reads_may_nest_as_deep_as_in_Python()
    {
        _folder.Write("train.json", $"[{{\"text\": \"a\", \"rest\": {new string('[', 900)}{new string(']', 900)}}}]");

        Assert.Equal(["a"], await new JsonSource<string>(_folder["{split}.json"], row => row.Text("text")).OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Theory]
    [InlineData("[1,\r2,\r\r}")]
    [InlineData("[1,\n2,\r\n\r}")]
    [InlineData("[1,\r\n2,\r\n\n}")]
    public async Task The_line_of_an_error_counts_every_kind_of_line_end(string json)
    {
        _folder.Write("train.json", json);
        var source = new JsonSource<DataRow>(_folder["{split}.json"], row => row);

        Assert.Equal(4, (await Assert.ThrowsAsync<DataSourceException>(async () => await source.OpenAsync(DatasetSplit.Train, Cancelled))).Line);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("*.a")]
    [InlineData(".")]
    public void A_path_that_names_nothing_is_refused(string path) =>
        Assert.Throws<ArgumentException>(() => new JsonSource<DataRow>("x.json", row => row, path));

    [Fact]
    public async Task Any_damaged_file_gives_a_typed_error_or_rows()
    {
        var whole = """{"data": [{"a": [1, 2.5e3, "x\u00e9"], "b": {"c": null}}, {"a": [], "b": true}, "text"]}"""u8.ToArray();
        var source = new JsonSource<DataRow>(_folder["{split}.json"], row => row, "data");
        var random = new Random(11);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = whole[..(round % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (var change = 0; change < 1 + round % 3 && bytes.Length > 0; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _folder.Write("train.json", bytes);
            if (await Record.ExceptionAsync(async () => Assert.All(await source.OpenAsync(DatasetSplit.Train, Cancelled), Assert.NotNull)) is { } error)
                Assert.IsAssignableFrom<ExT5DataException>(error);
        }
    }
}
