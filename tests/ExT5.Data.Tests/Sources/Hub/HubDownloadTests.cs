namespace ExT5.Data.Tests;

public sealed class HubDownloadTests : IDisposable
{
    private readonly HubFixture _fixture = new();
    private readonly byte[] _content = FakeHub.Bytes(300_000);
    private int _tries;

    public HubDownloadTests() => Hub.Commit("main", ("train.parquet", _content));

    private FakeHub Hub => _fixture.Hub;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_file_is_fetched_once_and_then_read_from_the_cache_without_a_request()
    {
        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));
        var asked = Hub.Server.Asked.Count;

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Equal((3, 3), (asked, Hub.Server.Asked.Count));
        Assert.Empty(_fixture.Cached(".incomplete"));
    }

    [Fact]
    public async Task A_body_cut_short_is_continued_where_it_ended()
    {
        Hub.Misbehave = asked => First(asked) ? FakeHub.File(_content, asked) with { SentBytes = 100_000 } : null;

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        var second = Hub.Server.Asked.Last();
        Assert.Equal(100_000, second.RangeStart);
        Assert.NotNull(second.Header("If-Range"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_part_outlives_an_error_of_the_server(int status)
    {
        Hub.Misbehave = asked => !IsFile(asked) ? null : ++_tries switch
        {
            1 => FakeHub.File(_content, asked) with { SentBytes = 100_000 },
            2 => HttpReply.Text("", status),
            _ => null,
        };

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Equal(100_000, Hub.Server.Asked.Last().RangeStart);
    }

    [Fact]
    public async Task A_body_that_loses_a_piece_at_each_try_is_still_fetched_whole()
    {
        Hub.Misbehave = asked => IsFile(asked) && FakeHub.File(_content, asked) is var whole && whole.Body.Length > 10_000
            ? whole with { SentBytes = 10_000 } : null;

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset(options: _fixture.Options(retries: 1))));

        Assert.Equal(30, Hub.Server.CountOf("/resolve/"));
    }

    [Fact]
    public async Task A_server_without_ranges_that_breaks_off_is_given_up_after_the_retries()
    {
        Hub.Misbehave = asked => IsFile(asked) ? new HttpReply(200, _content) { SentBytes = 50_000 } : null;

        var error = await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(retries: 2)));

        Assert.Equal(HubProblem.Unreachable, error.Problem);
        Assert.Equal(3, Hub.Server.CountOf("/resolve/"));
        Assert.Empty(_fixture.Cached(".parquet"));
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_is_read_from_the_start()
    {
        Hub.Misbehave = asked => !IsFile(asked) ? null : new HttpReply(200, _content) { SentBytes = First(asked) ? 100_000 : null };

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Equal(100_000, Hub.Server.Asked.Last().RangeStart);
    }

    [Fact]
    public async Task A_file_that_changed_between_two_tries_is_not_pieced_together()
    {
        var other = FakeHub.Bytes(300_000, seed: 2);
        Hub.Misbehave = asked => First(asked) ? FakeHub.File(other, asked) with { SentBytes = 100_000 } : null;

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Equal(2, Hub.Server.CountOf("/resolve/"));
    }

    [Fact]
    public async Task A_part_continued_under_another_tag_is_dropped()
    {
        var other = FakeHub.Bytes(300_000, seed: 2);
        Hub.Misbehave = asked => !IsFile(asked) ? null : ++_tries switch
        {
            1 => FakeHub.File(other, asked) with { SentBytes = 100_000 },
            2 => FakeHub.File(_content, asked with { Headers = new Dictionary<string, string> { ["Range"] = "bytes=100000-" } }),
            _ => null,
        };

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Null(Hub.Server.Asked.Last().RangeStart);
    }

    [Fact]
    public async Task Wrong_content_is_fetched_anew_once_and_never_published()
    {
        Hub.Misbehave = asked => IsFile(asked) ? new HttpReply(200, FakeHub.Bytes(300_000, seed: 2)) : null;

        var error = await HubFixture.FailAsync(_fixture.Dataset());

        Assert.Equal(HubProblem.Damaged, error.Problem);
        Assert.Equal(2, Hub.Server.CountOf("/resolve/"));
        Assert.Empty(_fixture.Cached(".parquet"));
        Assert.Empty(_fixture.Cached(".incomplete"));
    }

    [Theory]
    [InlineData(299_999)]
    [InlineData(300_001)]
    public async Task A_length_other_than_that_of_the_listing_is_refused_before_the_body(int length)
    {
        Hub.Misbehave = asked => IsFile(asked) ? new HttpReply(200, _content) { ClaimedLength = length, SentBytes = 10 } : null;

        var error = await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(retries: 1)));

        Assert.Equal(HubProblem.Damaged, error.Problem);
        Assert.Equal(0, _fixture.Cached(".incomplete").Sum(file => new FileInfo(file).Length));
    }

    [Fact]
    public async Task A_silent_server_is_left_and_the_file_continued()
    {
        var silence = new TaskCompletionSource();
        Hub.Misbehave = asked => First(asked) ? FakeHub.File(_content, asked) with { SentBytes = 100_000, Pause = silence.Task } : null;
        var options = _fixture.Options(timeout: TimeSpan.FromSeconds(0.3), time: new WithoutBackOff());

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset(options: options)));

        silence.SetResult();
        Assert.Equal(100_000, Hub.Server.Asked.Last().RangeStart);
    }

    [Fact]
    public async Task A_fetch_that_was_cancelled_goes_on_in_the_next_run()
    {
        using var cancellation = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        Hub.Misbehave = asked => First(asked) ? FakeHub.File(_content, asked) with { SentBytes = 100_000, Pause = never.Task } : null;
        var progress = new Reports(report => { if (report.Bytes == 100_000) cancellation.Cancel(); });

        var stopped = _fixture.Dataset(options: _fixture.Options(progress: progress)).FilesOfAsync(DatasetSplit.Train, new(), cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.AsTask());
        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        never.SetResult();
        Assert.Equal(100_000, Hub.Server.Asked.Last().RangeStart);
    }

    [Fact]
    public async Task A_part_that_was_whole_when_the_process_died_is_published_without_a_request()
    {
        Hub.Misbehave = asked => IsFile(asked) ? HttpReply.Text("", 404) : null;
        await HubFixture.FailAsync(_fixture.Dataset());
        var part = Assert.Single(_fixture.Cached(".incomplete"));
        await File.WriteAllBytesAsync(part, _content, TestContext.Current.CancellationToken);

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Equal(1, Hub.Server.CountOf("/resolve/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"half")]
    public async Task A_part_whose_tag_is_broken_is_continued_all_the_same(string tag)
    {
        Hub.Misbehave = asked => IsFile(asked) ? FakeHub.File(_content, asked) with { SentBytes = asked.RangeStart is null ? 100_000 : 0 } : null;
        await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(retries: 1)));
        await File.WriteAllTextAsync(Assert.Single(_fixture.Cached(".etag")), tag, TestContext.Current.CancellationToken);
        Hub.Misbehave = _ => null;

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));

        var last = Hub.Server.Asked.Last();
        Assert.Equal((100_000, null), (last.RangeStart, last.Header("If-Range")));
    }

    [Fact]
    public async Task Openers_at_the_same_time_share_one_download()
    {
        var openers = Enumerable.Range(0, 6).Select(_ => Task.Run(() => HubFixture.ReadAsync(_fixture.Dataset())));

        var read = await Task.WhenAll(openers);

        Assert.All(read, files => Assert.Equal([_content], files));
        Assert.Equal((1, 1), (Hub.Server.CountOf("/resolve/"), Hub.Server.CountOf("/revision/")));
    }

    [Fact]
    public async Task Verify_reads_the_cache_and_fetches_a_damaged_file_again()
    {
        await HubFixture.ReadAsync(_fixture.Dataset());
        var damaged = (byte[])_content.Clone();
        damaged[7]++;
        await File.WriteAllBytesAsync(Assert.Single(_fixture.Cached(".parquet")), damaged, TestContext.Current.CancellationToken);

        var trusted = await HubFixture.ReadAsync(_fixture.Dataset());
        var verified = await HubFixture.ReadAsync(_fixture.Dataset(options: _fixture.Options(verify: true)));

        Assert.Equal([damaged], trusted);
        Assert.Equal([_content], verified);
    }

    [Fact]
    public async Task A_cached_file_of_another_length_is_fetched_again()
    {
        await HubFixture.ReadAsync(_fixture.Dataset());
        await File.WriteAllBytesAsync(Assert.Single(_fixture.Cached(".parquet")), [1], TestContext.Current.CancellationToken);

        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));
    }

    [Fact]
    public async Task Small_files_are_verified_by_the_checksum_of_git()
    {
        Hub.Commit("main", ("train.jsonl", "{}"u8.ToArray()), ("test.jsonl", []));
        Hub.Misbehave = asked => First(asked) ? HttpReply.Text("[]") : null;

        Assert.Equal(["{}"u8.ToArray()], await HubFixture.ReadAsync(_fixture.Dataset()));
        Assert.Equal([[]], await HubFixture.ReadAsync(_fixture.Dataset(), DatasetSplit.Test));

        Assert.Equal(3, Hub.Server.CountOf("/resolve/"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_a_typed_error()
    {
        await File.WriteAllTextAsync(_fixture.Cache, "a file where the folder should be", TestContext.Current.CancellationToken);

        var error = await HubFixture.FailAsync(_fixture.Dataset());

        Assert.Equal(HubProblem.Cache, error.Problem);
        Assert.Contains("HubOptions.CacheFolder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_ends_at_the_size_of_the_file()
    {
        var reports = new List<HubProgress>();

        await HubFixture.ReadAsync(_fixture.Dataset(options: _fixture.Options(progress: new Reports(reports.Add))));

        Assert.Equal(new HubProgress("train.parquet", 300_000, 300_000), reports[^1]);
        Assert.Equal(reports.OrderBy(report => report.Bytes), reports);
    }

    private static bool IsFile(HttpAsked asked) => asked.Path.Contains("/resolve/", StringComparison.Ordinal);

    private bool First(HttpAsked asked) => IsFile(asked) && ++_tries == 1;

    private sealed class Reports(Action<HubProgress> hear) : IProgress<HubProgress>
    {
        public void Report(HubProgress value) => hear(value);
    }

    /// <summary>Time limits of less than a second pass; waits between tries, which are longer, do not.</summary>
    private sealed class WithoutBackOff : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(0.3) ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
