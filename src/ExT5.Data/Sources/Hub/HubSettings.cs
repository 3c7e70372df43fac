namespace ExT5.Data;

/// <summary>Options with what the environment adds: endpoint, token, cache and offline mode.</summary>
internal sealed class HubSettings
{
    private static readonly string[] TrueValues = ["1", "ON", "YES", "TRUE"];

    public HubSettings(string dataset, HubOptions options)
    {
        Options = options;
        Endpoint = EndpointOf(dataset, options);
        IsOffline = options.Offline ?? (IsSet("HF_HUB_OFFLINE") || IsSet("HF_DATASETS_OFFLINE"));
        CacheFolder = Path.GetFullPath(options.CacheFolder ?? Path.Combine(Home, "ext5"));
        Token = IsOffline ? null : TokenOf(dataset);
    }

    public HubOptions Options { get; }

    /// <summary>Ends in a slash.</summary>
    public Uri Endpoint { get; }

    public string CacheFolder { get; }

    public string? Token { get; }

    public bool IsOffline { get; }

    private string Home => Variable("HF_HOME")
        ?? Path.Combine(
            Variable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "huggingface");

    private static Uri EndpointOf(string dataset, HubOptions options)
    {
        var variable = options.Variable("HF_ENDPOINT");
        var text = options.Endpoint?.OriginalString ?? (string.IsNullOrWhiteSpace(variable) ? "https://huggingface.co" : variable.Trim());
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http"
            ? endpoint
            : throw new HubException(HubProblem.Malformed, dataset,
                "The endpoint (HubOptions.Endpoint or HF_ENDPOINT) is no address. Write one such as https://huggingface.co.");
    }

    private string? TokenOf(string dataset)
    {
        var token = (Options.Token ?? Variable("HF_TOKEN") ?? StoredToken(dataset))?.Trim();
        if (string.IsNullOrEmpty(token)) return null;
        if (token.Any(character => character is <= ' ' or > '~'))
            throw new HubException(HubProblem.Denied, dataset, "The token holds characters that no token has. Copy it again.");
        return Endpoint.Scheme == "https" || Endpoint.IsLoopback
            ? token
            : throw new HubException(HubProblem.Denied, dataset,
                $"The token would go to {Endpoint.Authority} unencrypted. Use https, or no token (HubOptions.Token = \"\").");
    }

    private string? StoredToken(string dataset)
    {
        var path = Variable("HF_TOKEN_PATH") ?? Path.Combine(Home, "token");
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HubException(HubProblem.Denied, dataset, $"The token file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private string? Variable(string name) => Options.Variable(name) is { Length: > 0 } value ? value : null;

    private bool IsSet(string name) => TrueValues.Contains(Variable(name), StringComparer.OrdinalIgnoreCase);
}
