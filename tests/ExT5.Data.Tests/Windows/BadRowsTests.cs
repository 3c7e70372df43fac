namespace ExT5.Data.Tests;

public class BadRowsTests
{
    private static readonly BatchShape Shape = new(4, 48, 24) { Window = 64 };

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task The_first_bad_row_stops_the_pipeline_and_names_task_and_row(int workers)
    {
        using var pipeline = await Open(bad: 7, new() { Workers = workers });

        var error = Assert.Throws<ExampleException>(() => Endlessly(() => pipeline.Next()));

        Assert.Equal("Task 'numbers', example 7: The input string 'bad' was not in a correct format.", error.Message);
        Assert.Equal(("numbers", 7), (error.Task, error.Index));
    }

    [Fact]
    public async Task A_bad_row_of_a_file_is_named_with_file_and_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train.jsonl", "{\"text\": \"a\"}\n{\"text\": 3}\n");
        var registry = new TaskRegistryBuilder().AddTask<TextRow>("rows", task => task
            .ReadFrom(new JsonLinesSource<TextRow>(folder["train.jsonl"])).Format(row => new(row.Text, "x"))).Build();
        using var pipeline = await Seq2SeqPipeline.OpenAsync(
            registry, "rows", new ByteVocabulary(), Shape, 0, cancellationToken: TestContext.Current.CancellationToken);

        var error = Assert.Throws<ExampleException>(() => pipeline.Next());

        Assert.Contains($"{folder["train.jsonl"]}:2: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_within_the_budget_are_left_out_counted_and_reported()
    {
        var reported = new List<BadRow>();
        using var pipeline = await Open(bad: 7, new() { BadRows = new(MaxRows: 100, MaxFraction: 0.1), OnBadRow = reported.Add });

        for (var i = 0; i < 20; i++) Assert.DoesNotContain("bad", new ByteVocabulary().Decode(pipeline.Next().EncoderInputTokens), StringComparison.Ordinal);

        Assert.NotEmpty(reported);
        Assert.All(reported, row => Assert.Equal(("numbers", 7), (row.Task, row.Index)));
        Assert.All(reported, row => Assert.Equal(7, IndexAt(pipeline, row)));
        Assert.Equal(reported.Count, pipeline.State.BadRows);
    }

    [Fact]
    public async Task More_bad_rows_than_the_budget_stop_the_pipeline()
    {
        using var pipeline = await Open(bad: 7, new() { BadRows = new(MaxRows: 3, MaxFraction: 1) });

        var error = Assert.Throws<BadRowsException>(() => Endlessly(() => pipeline.Next()));

        Assert.Contains("4 bad rows were skipped", error.Message, StringComparison.Ordinal);
        Assert.Contains("Task 'numbers', example 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_of_bad_rows_above_the_budget_stops_the_pipeline()
    {
        using var pipeline = await Open(bad: 7, new() { BadRows = new(MaxRows: 1000, MaxFraction: 0.01) });

        Assert.Throws<BadRowsException>(() => Endlessly(() => pipeline.Next()));
    }

    [Fact]
    public async Task Counting_goes_on_from_a_saved_state()
    {
        var options = new PipelineOptions { BadRows = new(MaxRows: 1000, MaxFraction: 1) };
        using var whole = await Open(bad: 7, options);
        for (var i = 0; i < 30; i++) whole.Next();
        using var first = await Open(bad: 7, options);
        for (var i = 0; i < 15; i++) first.Next();
        using var second = await Open(bad: 7, options);

        second.State = first.State;
        for (var i = 0; i < 15; i++) second.Next();

        Assert.Equal(whole.State, second.State);
    }

    [Theory]
    [InlineData("txt")]
    [InlineData("jsonl")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("tsv")]
    public async Task One_bad_byte_or_one_long_row_of_a_file_costs_that_row_alone(string format)
    {
        foreach (var bad in new[] { "caf\u00FF", new string('x', 3000) })
            foreach (var isComposed in new[] { false, true })
            {
                using var folder = new TemporaryFolder();
                var reported = new List<BadRow>();
                using var pipeline = await OpenFile(folder, format, bad, isComposed, new() { BadRows = new(MaxRows: 1000, MaxFraction: 0.1), OnBadRow = reported.Add });

                // The text of the first example of a batch.
                var texts = Enumerable.Range(0, 200).Select(_ => new ByteVocabulary().Decode(pipeline.Next().EncoderInputTokens)).ToList();

                Assert.NotEmpty(reported);
                Assert.All(reported, row => Assert.Equal(7, row.Index));
                Assert.All(Enumerable.Range(0, 30).Where(i => i != 7), i => Assert.Contains(texts, text => text.Contains($"row{i:00}", StringComparison.Ordinal)));
            }
    }

    [Theory]
    [InlineData("txt")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task Without_a_budget_a_row_known_to_be_bad_stops_the_opening(string format)
    {
        foreach (var bad in new[] { "caf\u00FF", new string('x', 3000) })
            foreach (var isComposed in new[] { false, true })
            {
                using var folder = new TemporaryFolder();

                var error = await Assert.ThrowsAsync<DataSourceException>(() => OpenFile(folder, format, bad, isComposed, new()));

                Assert.Equal(format == "csv" ? 9 : 8, error.Line);
            }
    }

    [Fact]
    public async Task Bad_documents_within_the_budget_are_left_out_of_denoising()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train.txt", [.. Enumerable.Range(0, 50).SelectMany(i => i == 7 ? [(byte)'a', 0xFF, (byte)'\n'] : "some words of a document\n"u8.ToArray())]);
        var registry = new TaskRegistryBuilder().AddTask<string>("text", task => task
            .ReadFrom(new TextLinesSource(folder["train.txt"])).Denoise(row => row, new SpanCorruption())).Build();
        var reported = new List<BadRow>();
        async Task<Seq2SeqPipeline> OpenAsync(PipelineOptions options) => await Seq2SeqPipeline.OpenAsync(
            registry, "text", new ByteVocabulary(), Shape, 0, options: options, cancellationToken: TestContext.Current.CancellationToken);

        using var pipeline = await OpenAsync(new() { BadRows = new(MaxRows: 1), OnBadRow = reported.Add });

        Assert.NotNull(pipeline.Next());
        var row = Assert.Single(reported);
        Assert.Equal((7L, BadRow.WhenOpened), (row.Index, row.Position));
        await Assert.ThrowsAsync<BadRowsException>(() => OpenAsync(new() { BadRows = new(MaxRows: 0) }));
        await Assert.ThrowsAsync<DataSourceException>(() => OpenAsync(new()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_source_that_gives_up_by_itself_is_a_bad_row_and_not_a_cancellation(int workers)
    {
        var registry = new TaskRegistryBuilder().AddTask<string>("numbers", task => task
            .ReadFrom(new InMemorySource<string>([.. Enumerable.Range(0, 30).Select(i => $"{i}")]))
            .Format(row => row == "7" ? throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout.") : new(row, row))).Build();
        async Task<Seq2SeqPipeline> OpenAsync(BadRowBudget? budget) => await Seq2SeqPipeline.OpenAsync(
            registry, "numbers", new ByteVocabulary(), Shape, 1, options: new() { Workers = workers, BadRows = budget }, cancellationToken: TestContext.Current.CancellationToken);

        using var tolerant = await OpenAsync(new(MaxRows: 1000, MaxFraction: 0.2));
        for (var i = 0; i < 20; i++) tolerant.Next();
        Assert.True(tolerant.State.BadRows > 0);
        using var strict = await OpenAsync(null);
        Assert.Equal(7, Assert.Throws<ExampleException>(() => Endlessly(() => strict.Next())).Index);
    }

    [Fact]
    public async Task A_source_that_gives_up_while_it_opens_is_named_and_not_a_cancellation()
    {
        var registry = new TaskRegistryBuilder().AddTask<string>("slow", task => task.ReadFrom(new GivingUp()).Format(row => new(row, row))).Build();

        var error = await Assert.ThrowsAsync<DataSourceException>(() => Seq2SeqPipeline.OpenAsync(
            registry, "slow", new ByteVocabulary(), Shape, 1, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("'slow'", error.Message, StringComparison.Ordinal);
    }

    private static Task<Seq2SeqPipeline> OpenFile(TemporaryFolder folder, string format, string bad, bool isComposed, PipelineOptions options)
    {
        string[] texts = [.. Enumerable.Range(0, 30).Select(i => i == 7 ? bad : $"row{i:00}")];
        var content = format switch
        {
            "txt" => string.Join('\n', texts),
            "jsonl" => string.Join('\n', texts.Select(text => $"{{\"text\":\"{text}\"}}")),
            "json" => $"[{string.Join(",\n", texts.Select(text => $"{{\"text\":\"{text}\"}}"))}]",
            "csv" => "text,label\n" + string.Join('\n', texts.Select(text => $"\"{text}\",1")),
            _ => "text\tlabel\n" + string.Join('\n', texts.Select(text => $"{text}\t1")),
        };
        // Latin-1 of U+00FF is a byte that no UTF-8 holds.
        var path = folder.Write($"train.{format}", System.Text.Encoding.Latin1.GetBytes(content));
        var limits = new FileSourceOptions { MaxRowBytes = 1000 };
        IDataSource<string> source = format switch
        {
            "txt" => new TextLinesSource(path, limits),
            "jsonl" => new JsonLinesSource<string>(path, row => row.Text("text"), limits),
            "json" => new JsonSource<string>(path, row => row.Text("text"), "", limits),
            _ => new DelimitedSource<string>(path, row => row["text"], null, limits),
        };
        if (isComposed) source = source.Where(row => row != "").SelectMany(row => new[] { row });
        var registry = new TaskRegistryBuilder().AddTask<string>("rows", task => task.ReadFrom(source).Format(row => new(row, "x"))).Build();
        return Seq2SeqPipeline.OpenAsync(
            registry, "rows", new ByteVocabulary(), Shape, 0, options: options, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static long IndexAt(Seq2SeqPipeline pipeline, BadRow row) =>
        Assert.Throws<ExampleException>(() => pipeline.Sample(row.Position)).Index;

    private static void Endlessly(Action action)
    {
        while (true) action();
    }

    private static Task<Seq2SeqPipeline> Open(int bad, PipelineOptions options)
    {
        string[] rows = [.. Enumerable.Range(0, 30).Select(i => i == bad ? "bad" : $"{i}")];
        var registry = new TaskRegistryBuilder().AddTask<string>("numbers", task => task
            .ReadFrom(new InMemorySource<string>(rows)).Format(row => new($"number {row}", $"{int.Parse(row, null)}"))).Build();
        return Seq2SeqPipeline.OpenAsync(
            registry, "numbers", new ByteVocabulary(), Shape, 1, options: options, cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed record TextRow(string Text);

    private sealed class GivingUp : IDataSource<string>
    {
        public ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
            throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout.");
    }
}
