namespace ExT5.Data.Tests;

public sealed class HubSettingsTests : IDisposable
{
    private const string Secret = "hf_secret";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_environment_names_endpoint_cache_token_and_offline_mode()
    {
        var settings = Of(new() { ["HF_ENDPOINT"] = "https://mirror.example/hf/", ["HF_HOME"] = _folder["home"], ["HF_TOKEN"] = " hf_a\n" });

        Assert.Equal("https://mirror.example/hf/", settings.Endpoint.ToString());
        Assert.Equal(_folder["home/ext5"], settings.CacheFolder);
        Assert.Equal(("hf_a", false), (settings.Token, settings.IsOffline));
    }

    [Fact]
    public void Without_an_environment_the_hub_itself_and_the_users_cache_are_meant()
    {
        var settings = Of(new() { ["XDG_CACHE_HOME"] = _folder["cache"] });

        Assert.Equal("https://huggingface.co/", settings.Endpoint.ToString());
        Assert.Equal(_folder["cache/huggingface/ext5"], settings.CacheFolder);
        Assert.Null(settings.Token);
    }

    [Fact]
    public void The_stored_token_is_used_unless_the_options_say_none()
    {
        _folder.Write("token", $"{Secret}\n");
        var variables = new Dictionary<string, string> { ["HF_HOME"] = _folder["."] };

        Assert.Equal(Secret, Of(variables).Token);
        Assert.Null(Of(variables, token: "").Token);
    }

    [Theory]
    [InlineData("http://hub.example", Secret)]
    [InlineData("https://hub.example", "hf_secret\r\nHost: other")]
    public void A_token_that_would_be_seen_or_is_none_is_refused_and_not_repeated(string endpoint, string token)
    {
        var error = Assert.Throws<HubException>(() => Of(new() { ["HF_ENDPOINT"] = endpoint }, token));

        Assert.Equal(HubProblem.Denied, error.Problem);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_token_does_not_stand_in_the_text_of_options() =>
        Assert.DoesNotContain(Secret, new HubOptions { Token = Secret }.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("hub.example")]
    [InlineData("ftp://hub.example")]
    public void An_endpoint_that_is_no_address_is_refused(string endpoint) =>
        Assert.Equal(HubProblem.Malformed, Assert.Throws<HubException>(() => Of(new() { ["HF_ENDPOINT"] = endpoint })).Problem);

    private static HubSettings Of(Dictionary<string, string> variables, string? token = null) =>
        new("a/b", new HubOptions { Token = token, Variable = name => variables.GetValueOrDefault(name) });
}
