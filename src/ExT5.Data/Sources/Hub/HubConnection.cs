using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>Asks the Hub. Redirects are followed here, so that the token stays with the endpoint.</summary>
internal sealed class HubConnection : IDisposable
{
    private const int MaxRedirects = 8;
    private readonly string _dataset;
    private readonly HubSettings _settings;
    private readonly HttpClient? _own;
    private readonly HttpClient _client;

    public HubConnection(string dataset, HubSettings settings)
    {
        _dataset = dataset;
        _settings = settings;
        if (settings.Options.Client is null)
            _own = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        _client = settings.Options.Client ?? _own!;
    }

    /// <summary>Sends a request and hands the answer to a reader; silence, lost connections and HTTP errors become typed errors.</summary>
    /// <param name="address">Relative to the endpoint.</param>
    /// <param name="prepare">Adds headers.</param>
    /// <param name="read">Reads the answer; gets the answer and what to call before each read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> GetAsync<T>(
        string address, Action<HttpRequestHeaders> prepare, Func<HttpResponseMessage, Patience, Task<T>> read, CancellationToken cancellationToken)
    {
        using var patience = new Patience(_dataset, _settings.Options, cancellationToken);
        try
        {
            using var response = await SendAsync(new Uri(_settings.Endpoint, address), prepare, patience.Token).ConfigureAwait(false);
            patience.Renew();
            return await read(response, patience).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost($"The server was silent for {_settings.Options.Timeout.TotalSeconds:0.###} s.", error);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException)
        {
            throw Lost(error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
                ? $"{_settings.Endpoint.Host} or the host it leads to has no address here. Check the network, or work offline from the cache."
                : "The connection failed or broke.", error);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException or NotSupportedException or OverflowException or JsonException)
        {
            // What .NET's own readers of addresses, headers and JSON say of what no server should send.
            throw new HubException(HubProblem.Malformed, _dataset, $"The server's answer is malformed: {error.Message}", error);
        }
    }

    public void Dispose() => _own?.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        Uri address, Action<HttpRequestHeaders> prepare, CancellationToken cancellationToken)
    {
        var trusted = true;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            prepare(request.Headers);
            request.Headers.UserAgent.ParseAdd("ExT5.Data");
            trusted = trusted && IsEndpoint(address);
            if (trusted && _settings.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location) return response;
            response.Dispose();
            address = Next(address, location);
        }

        throw new HubException(HubProblem.Malformed, _dataset, $"The server redirects more than {MaxRedirects} times.");
    }

    private Uri Next(Uri address, Uri location)
    {
        if (!Uri.TryCreate(address, location, out var next))
            throw new HubException(HubProblem.Malformed, _dataset, "The server redirects to what is no address.");
        return next.Scheme == "https" || (next.Scheme == "http" && address.Scheme == "http")
            ? next
            : throw new HubException(HubProblem.Malformed, _dataset, $"The server redirects from {address.Scheme} to {next.Scheme}, which is refused.");
    }

    private bool IsEndpoint(Uri address) =>
        Uri.Compare(address, _settings.Endpoint, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private HubException Lost(string what, Exception error) =>
        new(HubProblem.Unreachable, _dataset, what, error) { IsTransient = true };

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;
}
