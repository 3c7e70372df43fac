using System.Globalization;

namespace ExT5.Data.Tests;

public sealed class HubConnectionTests : IDisposable
{
    private const string Secret = "hf_secretsecretsecret";
    private static readonly byte[] Content = FakeHub.Bytes(2000);
    private readonly HubFixture _fixture = new();
    private int _tries;

    public HubConnectionTests() => Hub.Commit("main", ("train.parquet", Content));

    private FakeHub Hub => _fixture.Hub;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_token_goes_to_the_endpoint_and_never_to_the_host_it_redirects_to()
    {
        using var cdn = new TinyHttpServer(asked => FakeHub.File(Content, asked));
        Hub.Misbehave = asked => IsFile(asked) ? Redirect($"{cdn.Address}signed?key=1") : null;

        Assert.Equal([Content], await HubFixture.ReadAsync(_fixture.Dataset(options: _fixture.Options(token: Secret))));

        Assert.All(Hub.Server.Asked, asked => Assert.Equal($"Bearer {Secret}", asked.Header("Authorization")));
        Assert.Null(Assert.Single(cdn.Asked).Header("Authorization"));
    }

    [Fact]
    public async Task The_token_does_not_come_back_on_a_way_that_once_led_elsewhere()
    {
        TinyHttpServer? cdn = null;
        cdn = new TinyHttpServer(_ => Redirect($"{Hub.Server.Address}datasets/back"));
        using var closing = cdn;
        Hub.Misbehave = asked => IsFile(asked) ? Redirect($"{cdn.Address}away") : asked.Path.EndsWith("/back", StringComparison.Ordinal) ? FakeHub.File(Content, asked) : null;

        Assert.Equal([Content], await HubFixture.ReadAsync(_fixture.Dataset(options: _fixture.Options(token: Secret))));

        Assert.Null(Hub.Server.Asked.Last().Header("Authorization"));
    }

    [Fact]
    public async Task A_renamed_dataset_is_followed_on_the_same_host_with_the_token()
    {
        Hub.Misbehave = asked => asked.Path.StartsWith("/api/datasets/old/", StringComparison.Ordinal) || asked.Path.StartsWith("/datasets/old/", StringComparison.Ordinal)
            ? Redirect(asked.Path.Replace("/old/", "/owner/", StringComparison.Ordinal) + asked.Query) : null;

        Assert.Equal([Content], await HubFixture.ReadAsync(new HubDataset("old/data", null, _fixture.Options(token: Secret))));

        Assert.Equal(6, Hub.Server.Asked.Count(asked => asked.Header("Authorization") is not null));
    }

    [Fact]
    public async Task The_range_follows_a_redirect()
    {
        using var cdn = new TinyHttpServer(asked => FakeHub.File(Content, asked) with { SentBytes = ++_tries == 1 ? 500 : null });
        Hub.Misbehave = asked => IsFile(asked) ? Redirect($"{cdn.Address}x") : null;

        Assert.Equal([Content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Equal(500, cdn.Asked.Last().RangeStart);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_out_of_the_web_is_refused(string location)
    {
        Hub.Misbehave = asked => IsFile(asked) ? Redirect(location) : null;

        Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
    }

    [Theory]
    [InlineData("http://[::1")]
    [InlineData("https://a:99999/")]
    [InlineData("http://")]
    [InlineData("https://exa mple/ x")]
    [InlineData("//[")]
    [InlineData("https://xn--\u0000/")]
    [InlineData("https://a..b/")]
    [InlineData("http:///x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\\\\host\\share")]
    public async Task A_redirect_to_what_is_no_address_is_a_typed_error(string location)
    {
        Hub.Misbehave = asked => IsFile(asked) ? Redirect(location) : null;

        await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(retries: 0)));
    }

    [Fact]
    public async Task Redirects_without_end_are_refused()
    {
        Hub.Misbehave = asked => IsFile(asked) ? Redirect(asked.Path) : null;

        Assert.Equal(HubProblem.Malformed, (await HubFixture.FailAsync(_fixture.Dataset())).Problem);
        Assert.Equal(9, Hub.Server.CountOf("/resolve/"));
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out_as_long_as_the_server_asks()
    {
        Hub.Misbehave = _ => ++_tries == 1 ? HttpReply.Text("", 429) with { Headers = new() { ["Retry-After"] = "77" } } : null;

        Assert.Equal([Content], await HubFixture.ReadAsync(_fixture.Dataset()));

        Assert.Contains(TimeSpan.FromSeconds(77), _fixture.Time.Waits);
    }

    [Theory]
    [InlineData("Retry-After", "90", 90)]
    [InlineData("RateLimit", "\"resolvers\";r=0;t=55", 55)]
    public async Task Both_ways_to_ask_for_a_wait_are_understood(string header, string value, int seconds)
    {
        Hub.Misbehave = asked => IsFile(asked) && ++_tries == 1 ? HttpReply.Text("", 503) with { Headers = new() { [header] = value } } : null;

        await HubFixture.ReadAsync(_fixture.Dataset());

        Assert.Contains(TimeSpan.FromSeconds(seconds), _fixture.Time.Waits);
    }

    [Fact]
    public async Task A_wait_until_a_date_is_understood()
    {
        var date = DateTimeOffset.UtcNow.AddSeconds(100).ToString("R", CultureInfo.InvariantCulture);
        Hub.Misbehave = _ => ++_tries == 1 ? HttpReply.Text("", 503) with { Headers = new() { ["Retry-After"] = date } } : null;

        await HubFixture.ReadAsync(_fixture.Dataset());

        Assert.Contains(_fixture.Time.Waits, wait => wait.TotalSeconds is > 60 and <= 100);
    }

    [Fact]
    public async Task A_wait_longer_than_allowed_is_an_error_that_names_it()
    {
        Hub.Misbehave = _ => HttpReply.Text("", 429) with { Headers = new() { ["Retry-After"] = "3600" } };

        var error = await HubFixture.FailAsync(_fixture.Dataset());

        Assert.Equal(HubProblem.RateLimited, error.Problem);
        Assert.Contains("3600 s", error.Message, StringComparison.Ordinal);
        Assert.Single(Hub.Server.Asked);
    }

    [Fact]
    public async Task Server_errors_are_tried_again_with_growing_waits()
    {
        Hub.Misbehave = asked => IsFile(asked) && ++_tries <= 3 ? HttpReply.Text("", 500) : null;

        Assert.Equal([Content], await HubFixture.ReadAsync(_fixture.Dataset()));

        var waits = _fixture.Time.Waits.Select(wait => wait.TotalSeconds).ToArray();
        Assert.Equal(3, waits.Length);
        Assert.All(waits.Zip([1.0, 2.0, 4.0]), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
    }

    [Fact]
    public async Task A_server_that_stays_broken_is_given_up_with_its_status()
    {
        Hub.Misbehave = _ => HttpReply.Text("", 502);

        var error = await HubFixture.FailAsync(_fixture.Dataset());

        Assert.Equal(HubProblem.Unreachable, error.Problem);
        Assert.EndsWith("answers 502 for the revision 'main'. Tried 6 times in a row.", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, Hub.Server.Asked.Count);
    }

    [Fact]
    public async Task Nobody_at_the_endpoint_is_a_typed_error_after_the_retries()
    {
        var gone = new TinyHttpServer(_ => HttpReply.Text(""));
        var options = _fixture.Options(endpoint: gone.Address, retries: 2);
        gone.Dispose();

        var error = await HubFixture.FailAsync(_fixture.Dataset(options: options));

        Assert.Equal(HubProblem.Unreachable, error.Problem);
        Assert.Equal(2, _fixture.Time.Waits.Count);
    }

    [Theory]
    [InlineData(401, "GatedRepo", "", "Accept its terms")]
    [InlineData(403, "GatedRepo", Secret, "Accept its terms")]
    [InlineData(401, "RepoNotFound", "", "does not exist, or is private or gated")]
    [InlineData(403, null, Secret, "with this token")]
    public async Task Denied_access_says_what_to_do_and_never_the_token(int status, string? code, string token, string advice)
    {
        Hub.Misbehave = _ => HttpReply.Text(Secret, status) with { Headers = code is null ? [] : new() { ["X-Error-Code"] = code } };

        var error = await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(token: token)));

        Assert.Equal(HubProblem.Denied, error.Problem);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Single(Hub.Server.Asked);
    }

    [Fact]
    public async Task An_unknown_revision_is_not_found()
    {
        var error = await HubFixture.FailAsync(new HubDataset("owner/data", null, _fixture.Options()) { Revision = "v9" });

        Assert.Equal(HubProblem.NotFound, error.Problem);
        Assert.Contains("the revision 'v9'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_may_be_handed_in_and_stays_usable()
    {
        using var handler = new HttpClientHandler();
        using var client = new HttpClient(handler);

        Assert.Equal([Content], await HubFixture.ReadAsync(_fixture.Dataset(options: _fixture.Options(client: client))));
        Assert.Equal([Content], await HubFixture.ReadAsync(new HubDataset("owner/data", null, _fixture.Options(client: client, verify: true))));
    }

    private static bool IsFile(HttpAsked asked) => asked.Path.Contains("/resolve/", StringComparison.Ordinal);

    private static HttpReply Redirect(string to) => HttpReply.Text("", 302) with { Headers = new() { ["Location"] = to } };
}
