using System.Text.Json;

namespace ExT5.Data.Tests;

public sealed class HubListingTests : IDisposable
{
    private const string Checksum = "0123456789012345678901234567890123456789";
    private readonly HubFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("../train.parquet")]
    [InlineData("a/../../train.parquet")]
    [InlineData("/etc/train.parquet")]
    [InlineData("a//train.parquet")]
    [InlineData("./train.parquet")]
    [InlineData("")]
    [InlineData("a\u0000/train.parquet")]
    [InlineData("a\n/train.parquet")]
    public async Task A_path_that_no_git_tree_holds_refuses_the_listing(string path)
    {
        Answer(Entry(path));

        var error = await HubFixture.FailAsync(_fixture.Dataset());

        Assert.Equal(HubProblem.Malformed, error.Problem);
        Assert.Equal(0, _fixture.Hub.Server.CountOf("/resolve/"));
    }

    [Theory]
    [InlineData("C:train.jsonl")]
    [InlineData("a\\..\\train.jsonl")]
    [InlineData("train.jsonl.")]
    [InlineData("nul.jsonl")]
    [InlineData("COM1")]
    public async Task A_file_name_that_cannot_be_kept_everywhere_is_refused(string name)
    {
        Answer(Entry(name));

        var error = await HubFixture.FailAsync(new HubDataset("owner/data", null, _fixture.Options()) { Files = "*" });

        Assert.Equal(HubProblem.Malformed, error.Problem);
        Assert.Empty(_fixture.Cached(".jsonl"));
    }

    [Theory]
    [InlineData("""{"sha":1}""")]
    [InlineData("""{"sha":null}""")]
    [InlineData("""{"sha":"\ud800000000000000000000000000000000000000"}""")]
    [InlineData("""{"sha":["0123456789012345678901234567890123456789"]}""")]
    [InlineData("""{"sha":"0123456789012345678901234567890123456789/../../x"}""")]
    [InlineData("[]")]
    [InlineData("1e999")]
    [InlineData("")]
    public async Task An_answer_that_names_no_commit_is_a_typed_error(string answer)
    {
        _fixture.Hub.Misbehave = asked => asked.Path.Contains("/revision/", StringComparison.Ordinal) ? HttpReply.Text(answer) : null;

        Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_in_an_answer_are_a_typed_error()
    {
        byte[] sha = [.. "{\"sha\":\""u8, 0xFF, 0xFE, .. "345678901234567890123456789012345678"u8, 0xC3, .. "\"}"u8];
        byte[] name = [.. "{\"\xFF"u8.ToArray(), 0xFF, .. "\":1}"u8];
        foreach (var answer in new[] { sha, name })
        {
            _fixture.Hub.Misbehave = asked => asked.Path.Contains("/revision/", StringComparison.Ordinal) ? new HttpReply(200, answer) : null;

            Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
        }
    }

    [Fact]
    public async Task Any_answer_gives_files_or_a_typed_error()
    {
        _fixture.Hub.Commit("main", ("train.jsonl", "{}"u8.ToArray()));
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            _fixture.Hub.Misbehave = asked =>
            {
                var answer = _fixture.Hub.Answer(asked);
                var bytes = (byte[])answer.Body.Clone();
                for (var change = random.Next(4); change > 0 && bytes.Length > 0; change--)
                    bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"\"{}[]:,\\/.0-"[random.Next(13)];
                return answer with { Body = bytes };
            };
            using var fixture = new TemporaryFolder();
            if (await Record.ExceptionAsync(() => HubFixture.ReadAsync(new HubDataset("owner/data", null, new HubOptions
            {
                Endpoint = _fixture.Hub.Server.Address,
                CacheFolder = fixture["cache"],
                Token = "",
                MaxRetries = 0,
                BackOff = TimeSpan.Zero,
            }))) is { } error)
                Assert.IsType<HubException>(error);
        }
    }

    [Fact]
    public async Task A_path_that_stands_twice_refuses_the_listing()
    {
        Answer($"{Entry("train.parquet")[..^1]},{Entry("train.parquet")[1..]}");

        Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
    }

    [Fact]
    public async Task Folders_without_end_are_too_many()
    {
        Answer($"[{string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"type":"directory","path":"d{{i}}","oid":"{{Checksum}}"}"""))}]");

        Assert.Equal(HubProblem.TooLarge, (await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(maxFiles: 10)))).Problem);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("<html>log in first</html>")]
    [InlineData("""[{"type":"file","path":"train.parquet","size":-1,"oid":"0123456789012345678901234567890123456789"}]""")]
    [InlineData("""[{"type":"file","path":"train.parquet","size":1e99,"oid":"0123456789012345678901234567890123456789"}]""")]
    [InlineData("""[{"type":"file","path":"train.parquet","size":1,"oid":"no checksum"}]""")]
    [InlineData("""[{"type":"file","path":"train.parquet","size":1,"oid":null}]""")]
    [InlineData("""[{"type":"file","path":"train.parquet","size":1,"oid":"../../../../../../../../../../../../../x"}]""")]
    public async Task A_listing_that_is_none_is_a_typed_error(string listing)
    {
        Answer(listing);

        Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
    }

    [Fact]
    public async Task A_commit_that_is_none_is_a_typed_error()
    {
        _fixture.Hub.Misbehave = _ => HttpReply.Text("""{"sha":"../../x"}""");

        Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
    }

    [Fact]
    public async Task A_listing_of_too_many_files_is_refused()
    {
        Answer($"[{string.Join(',', Enumerable.Range(0, 11).Select(i => Entry($"train-{i}.parquet")[1..^1]))}]");

        var error = await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(maxFiles: 10)));

        Assert.Equal(HubProblem.TooLarge, error.Problem);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_refused()
    {
        var spaces = new byte[33 << 20];
        _fixture.Hub.Misbehave = _ => new HttpReply(200, spaces);

        Assert.Equal(HubProblem.TooLarge, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
    }

    [Fact]
    public async Task Pages_that_go_in_circles_are_refused()
    {
        Answer("[]", "<https://x/y?cursor=1>; rel=\"next\"");

        Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
        Assert.Equal(2, _fixture.Hub.Server.CountOf("/tree/"));
    }

    [Fact]
    public async Task The_next_page_is_asked_of_the_endpoint_whatever_host_is_named()
    {
        using var other = new TinyHttpServer(_ => HttpReply.Text("[]"));
        Answer("[]", $"<{other.Address}x?cursor=1>; rel=\"next\"");

        await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(token: "hf_x")));

        Assert.Empty(other.Asked);
    }

    [Fact]
    public void Written_files_are_read_back()
    {
        HubFile[] files = [new("a/ü \"1\".parquet", 7, Checksum), new("b", 0, new string('a', 64))];
        var read = new List<HubFile>();

        using var json = JsonDocument.Parse(HubListing.Write(files));
        HubListing.Add(json.RootElement, read, 2, "a/b");

        Assert.Equal(files, read);
    }

    private static string Entry(string path) => $$"""[{"type":"file","path":{{JsonSerializer.Serialize(path)}},"size":1,"oid":"{{Checksum}}"}]""";

    private void Answer(string listing, string? link = null)
    {
        _fixture.Hub.Commit("main");
        _fixture.Hub.Misbehave = asked => !asked.Path.Contains("/tree/", StringComparison.Ordinal) ? null
            : HttpReply.Text(listing) with { Headers = link is null ? [] : new() { ["Link"] = link } };
    }
}
