using CsCheck;

namespace ExT5.Data.Tests;

/// <summary>Whatever kind of source a task reads, an edited letter is seen, and a copied or touched data set is the same.</summary>
public sealed class TaskDataTests : IDisposable
{
    private static readonly ByteVocabulary Vocabulary = new();
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Kinds =>
        ["lines", "json lines", "json", "csv", "files", "memory", "select", "where", "select many", "take", "concat", "concat memory", "zip", "few shot", "denoising", "custom"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_edit_of_one_letter_changes_the_fingerprint_and_names_the_task(string kind) =>
        Gen.Int[0, 299].Select(Gen.Bool).Sample((row, restoresTime) =>
        {
            var before = Read(kind, Rows());
            var rows = Rows();
            rows[row] = rows[row].Replace('a', 'b');
            Write(kind, rows, restoresTime ? LongAgo : LongAgo.AddDays(1));

            // With the time put back, only who reads all contents again can know.
            var now = Read(kind, rows, restoresTime ? [] : before.Data, write: false);

            var change = Assert.Single(TaskData.Changes(before.Data, now.Data));
            Assert.Equal("task", change.Task);
            Assert.NotEqual(before.Fingerprint, now.Fingerprint);
            if (IsOfFiles(kind)) Assert.Contains("changed: it has other contents in as many bytes", change.What, StringComparison.Ordinal);
        }, iter: 3, threads: 1);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_rows_are_the_same_where_and_whenever_their_files_were_written(string kind)
    {
        var before = Read(kind, Rows());
        Directory.Move(_folder["data"], _folder["elsewhere"]);

        Write(kind, Rows(), LongAgo.AddDays(3));
        var touched = Read(kind, Rows(), before.Data, write: false);

        Assert.Empty(TaskData.Changes(before.Data, touched.Data));
        Assert.Equal(before.Fingerprint, touched.Fingerprint);
    }

    [Theory]
    [InlineData("lines")]
    [InlineData("json lines")]
    [InlineData("files")]
    public void Files_of_the_same_path_size_and_time_are_not_read_again(string kind)
    {
        var before = Read(kind, Rows());
        Write(kind, [.. Rows().Select((row, i) => i == 150 ? row.Replace('a', 'b') : row)], LongAgo);

        Assert.Equal(before.Data.Select(task => task.Source), Read(kind, Rows(), before.Data, write: false).Data.Select(task => task.Source));
    }

    [Fact]
    public void More_rows_other_rates_other_tasks_and_formats_are_told_as_what_they_are()
    {
        var task = new TaskData("rte", 0.25, 100, null, "s", "1", "t", [new SourceFile("/a/train.txt", 10, 1, "x")]);

        Assert.Equal("task 'rte': its rate was 0.25 and is 0.5", Change(task, task with { Rate = 0.5 }));
        Assert.Equal("task 'rte': it had 100 examples and has 1,200", Change(task, task with { Examples = 1200, Rate = 0.5 }));
        Assert.Equal("task 'rte': its format had version '1' and has '2'", Change(task, task with { FormatVersion = "2", FormattedText = "u" }));
        Assert.Equal("task 'rte': the same rows give other text: its format or a function of its source changed", Change(task, task with { FormattedText = "u" }));
        Assert.Equal("task 'rte': '/b/train.txt' changed: it had 10 bytes and has 2,000", Change(
            task, task with { Source = "r", Files = [new SourceFile("/b/train.txt", 2000, 1, "y")] }));
        Assert.Equal(
            ["task 'rte': it is no longer in the mixture", "task 'cb': it is new in the mixture"],
            TaskData.Changes([task], [task with { Task = "cb" }]).Select(change => change.ToString()));
    }

    private static string Change(TaskData before, TaskData now) => Assert.Single(TaskData.Changes([before], [now])).ToString();

    private static bool IsOfFiles(string kind) => kind is not ("memory" or "custom" or "concat memory");

    // Every row has the letter once in its text and once in its target.
    private static string[] Rows() => [.. Enumerable.Range(0, 300).Select(i => $"row {i:D3} a word")];

    private (IReadOnlyList<TaskData> Data, string Fingerprint) Read(string kind, string[] rows, IReadOnlyList<TaskData>? known = null, bool write = true)
    {
        if (write) Write(kind, rows, LongAgo);
        var task = Seq2SeqTask.Create<string>("task", task =>
        {
            task.ReadFrom(Source(kind, rows));
            if (kind == "denoising") task.Denoise(row => row, new SpanCorruption(0.3, 2, MaxInputs: 8));
            else task.Format(row => new TextExample(row, row));
            if (kind == "few shot") task.WithFewShot(new FewShot(1));
        });
        using var pipeline = Seq2SeqPipeline.OpenAsync(
            new TaskRegistry([task], []), "task", Vocabulary, new BatchShape(1, 48, 48) { Window = 64 }, 0, options: new() { Workers = 0 }).GetAwaiter().GetResult();
        return (pipeline.ReadDataAsync(known).GetAwaiter().GetResult(), pipeline.FingerprintAsync(known).GetAwaiter().GetResult());
    }

    private void Write(string kind, string[] rows, DateTime time)
    {
        Directory.CreateDirectory(_folder["data"]);
        string[] paths = kind switch
        {
            "json lines" => [_folder.Write("data/train.jsonl", string.Join('\n', rows.Select(row => $$"""{"text":"{{row}}"}""")))],
            "json" => [_folder.Write("data/train.json", $"[{string.Join(',', rows.Select(row => $$"""{"text":"{{row}}"}"""))}]")],
            "csv" => [_folder.Write("data/train.csv", "text\n" + string.Join('\n', rows))],
            "files" => [.. rows.Select((row, i) => _folder.Write($"data/train{i:D3}.txt", row))],
            "concat" or "zip" => [_folder.Write("data/train.txt", string.Join('\n', rows)), _folder.Write("data/other.txt", string.Join('\n', rows.Reverse()))],
            _ => [_folder.Write("data/train.txt", string.Join('\n', rows))],
        };
        // The other file keeps its letter, so that one file changed.
        foreach (var path in paths) File.SetLastWriteTimeUtc(path, time);
        if (paths.Length == 2)
        {
            _folder.Write("data/other.txt", string.Join('\n', Rows()));
            File.SetLastWriteTimeUtc(paths[1], LongAgo);
        }
    }

    private IDataSource<string> Source(string kind, string[] rows)
    {
        var lines = new TextLinesSource(_folder["data/train.txt"]);
        return kind switch
        {
            "json lines" => new JsonLinesSource<string>(_folder["data/train.jsonl"], row => row.Text("text")),
            "json" => new JsonSource<string>(_folder["data/train.json"], row => row.Text("text")),
            "csv" => new DelimitedSource<string>(_folder["data/train.csv"], row => row["text"]),
            "files" => new TextFilesSource(_folder["data/train*.txt"]).Select(file => file.Text),
            "memory" => new InMemorySource<string>(rows),
            "select" => lines.Select(row => row.ToUpperInvariant()),
            "where" => lines.Where(row => row.Length > 3),
            "select many" => lines.SelectMany(row => new[] { row, row + "!" }),
            "take" => lines.Take(299).Concat(lines.Take(300)),
            "concat" => lines.Concat(new TextLinesSource(_folder["data/other.txt"])),
            "concat memory" => lines.Concat(new InMemorySource<string>(["more"])),
            "zip" => lines.Zip(new TextLinesSource(_folder["data/other.txt"]), (row, other) => $"{row} {other}"),
            "custom" => new WithoutFingerprint(rows),
            _ => lines,
        };
    }

    private sealed class WithoutFingerprint(string[] rows) : IDataSource<string>
    {
        public ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) => new(rows);
    }
}
