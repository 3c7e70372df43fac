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
}
