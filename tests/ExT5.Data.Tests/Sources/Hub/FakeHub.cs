using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ExT5.Data.Tests;

/// <summary>A Hub on this machine: datasets with commits and files, answered as the real one answers, until told to misbehave.</summary>
internal sealed class FakeHub : IDisposable
{
    private readonly Dictionary<string, Dictionary<string, byte[]>> _commits = [];
    private readonly Dictionary<string, string> _references = [];

    public FakeHub() => Server = new TinyHttpServer(asked => Misbehave(asked) ?? Answer(asked));

    public TinyHttpServer Server { get; }

    /// <summary>Asked first; null lets the Hub answer as it should.</summary>
    public Func<HttpAsked, HttpReply?> Misbehave { get; set; } = _ => null;

    /// <summary>Entries on a page of the listing.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Files from this size on are kept as large files are (LFS).</summary>
    public int LargeFrom { get; set; } = 100;

    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Makes a reference mean a new commit of these files.</summary>
    public string Commit(string reference, params (string Path, byte[] Content)[] files)
    {
        var commit = $"{_commits.Count + 1:x40}";
        _commits.Add(commit, files.ToDictionary(file => file.Path, file => file.Content));
        _references[reference] = commit;
        return commit;
    }

    public HttpReply Answer(HttpAsked asked)
    {
        var parts = asked.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["api", "datasets", _, _, "revision", var reference] when _references.TryGetValue(reference, out var commit) => HttpReply.Text($$"""{"sha":"{{commit}}"}"""),
            ["api", "datasets", _, _, "tree", var commit] when _commits.TryGetValue(commit, out var files) => Tree(files, asked),
            ["datasets", _, _, "resolve", var commit, .. var path]
                when _commits.TryGetValue(commit, out var files) && files.TryGetValue(string.Join('/', path), out var content) => File(content, asked),
            _ => HttpReply.Text("""{"error":"not found"}""", 404),
        };
    }

    /// <summary>A file as it should be sent: the part asked for when the tag is still the same.</summary>
    public static HttpReply File(byte[] content, HttpAsked asked)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"";
        if (asked.RangeStart is not { } start || (asked.Header("If-Range") is { } known && known != tag))
            return new HttpReply(200, content) { Headers = { ["ETag"] = tag } };
        return new HttpReply(206, content[(int)start..])
        {
            Headers = { ["ETag"] = tag, ["Content-Range"] = $"bytes {start}-{content.Length - 1}/{content.Length}" },
        };
    }

    public void Dispose() => Server.Dispose();

    private HttpReply Tree(Dictionary<string, byte[]> files, HttpAsked asked)
    {
        var from = asked.Query.Contains("cursor=", StringComparison.Ordinal) ? int.Parse(asked.Query[(asked.Query.IndexOf("cursor=", StringComparison.Ordinal) + 7)..], null) : 0;
        var page = new JsonArray([.. files.Skip(from).Take(PageSize).Select(file => Entry(file.Key, file.Value))]);
        var reply = HttpReply.Text(page.ToJsonString());
        if (from + PageSize < files.Count)
            reply.Headers["Link"] = $"<https://elsewhere.example{asked.Path}?recursive=true&cursor={from + PageSize}>; rel=\"next\"";
        return reply;
    }

    private JsonObject Entry(string path, byte[] content)
    {
        var entry = new JsonObject { ["type"] = "file", ["path"] = path, ["size"] = content.Length, ["oid"] = Blob(content) };
        if (content.Length >= LargeFrom)
            entry["lfs"] = new JsonObject { ["oid"] = Convert.ToHexStringLower(SHA256.HashData(content)), ["size"] = content.Length, ["pointerSize"] = 134 };
        return entry;
    }

    private static string Blob(byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
