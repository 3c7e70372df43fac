using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ExT5.Data.Tests;

/// <summary>An HTTP/1.1 server on this machine that answers as it is told, one request a connection.</summary>
internal sealed class TinyHttpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<HttpAsked, HttpReply> _answer;

    public TinyHttpServer(Func<HttpAsked, HttpReply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>All requests in their order.</summary>
    public ConcurrentQueue<HttpAsked> Asked { get; } = [];

    public int CountOf(string part) => Asked.Count(asked => asked.Path.Contains(part, StringComparison.Ordinal));

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var asked = await ReadAsync(stream);
                Asked.Enqueue(asked);
                await SendAsync(stream, _answer(asked));
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                // The client went away, as it does when it cancels.
            }
        }
    }

    private static async Task<HttpAsked> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var target = (await reader.ReadLineAsync() ?? throw new IOException("No request came.")).Split(' ')[1];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        var query = target.IndexOf('?');
        return new HttpAsked(query < 0 ? target : target[..query], query < 0 ? "" : target[query..], headers);
    }

    private static async Task SendAsync(NetworkStream stream, HttpReply reply)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} X\r\nContent-Length: {reply.ClaimedLength ?? reply.Body.Length}\r\nConnection: close\r\n");
        foreach (var (name, value) in reply.Headers) head.Append(null, $"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        await stream.WriteAsync(reply.Body.AsMemory(0, reply.SentBytes ?? reply.Body.Length));
        await stream.FlushAsync();
        await reply.Pause;
    }
}
