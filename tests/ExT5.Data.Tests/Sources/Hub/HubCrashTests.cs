namespace ExT5.Data.Tests;

public sealed class HubCrashTests : IDisposable
{
    private const int Piece = 100_000;
    private readonly HubFixture _fixture = new();
    private readonly byte[] _content = FakeHub.Bytes(3_000_000);

    public HubCrashTests() => Hub.Commit("main", ("train.parquet", _content));

    private FakeHub Hub => _fixture.Hub;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Processes_that_are_killed_again_and_again_fetch_each_byte_once()
    {
        var (random, killed) = (new CounterRandom(7), 0);
        Hub.Misbehave = asked => IsFile(asked) && FakeHub.File(_content, asked) is { Body.Length: > Piece } whole
            ? whole with { SentBytes = Piece, Pause = Task.Delay(50) } : null;

        // A fetch takes 29 pauses of 50 ms and more, so the first process cannot end before it is killed.
        for (var round = 0; round < 5; round++)
            if (!Run(TimeSpan.FromMilliseconds(random.NextInt32(1300)))) killed++;
        Run(afterwards: null);

        var starts = Hub.Server.Asked.Where(IsFile).Select(asked => asked.RangeStart ?? 0).ToArray();
        Assert.Equal(starts.Order(), starts);
        Assert.InRange(starts.Length, _content.Length / Piece, _content.Length / Piece + killed);
        Assert.Equal([_content], await HubFixture.ReadAsync(_fixture.Dataset()));
        Assert.Empty(_fixture.Cached(".incomplete"));
        Assert.InRange(killed, 1, 5);
    }

    [Fact]
    public async Task Two_processes_share_one_download()
    {
        Hub.Misbehave = asked => IsFile(asked) ? FakeHub.File(_content, asked) with { Pause = Task.Delay(300) } : null;

        var ended = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Run(afterwards: null))));

        Assert.All(ended, Assert.True);
        Assert.Equal((1, 1), (Hub.Server.CountOf("/resolve/"), Hub.Server.CountOf("/revision/")));
    }

    private bool Run(TimeSpan? afterwards) => KillableProcess.Run(afterwards, HubProcess.Verb, Hub.Server.Address.ToString(), _fixture.Cache);

    private static bool IsFile(HttpAsked asked) => asked.Path.Contains("/resolve/", StringComparison.Ordinal);
}
