using System.Text;

namespace ExT5.Data.Tests;

/// <summary>What a client asked for.</summary>
internal sealed record HttpAsked(string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>First byte of the range asked for, or null.</summary>
    public long? RangeStart => Header("Range") is { } range ? long.Parse(range["bytes=".Length..^1], null) : null;
}

/// <summary>What the server answers, truthful or not.</summary>
internal sealed record HttpReply(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>What Content-Length claims; the truth when null.</summary>
    public long? ClaimedLength { get; init; }

    /// <summary>How many bytes of the body are sent before the connection is closed; all when null.</summary>
    public int? SentBytes { get; init; }

    /// <summary>What the server waits for after it sent the bytes and before it closes.</summary>
    public Task Pause { get; init; } = Task.CompletedTask;

    public static HttpReply Text(string text, int status = 200) => new(status, Encoding.UTF8.GetBytes(text));
}
