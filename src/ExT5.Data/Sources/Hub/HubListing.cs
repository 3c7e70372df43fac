using System.Text.Json;

namespace ExT5.Data;

/// <summary>Reads the Hub's listing of a commit's files, and refuses what no Git tree can hold.</summary>
internal static class HubListing
{
    private const int MaxPathLength = 1024;

    /// <summary>Adds the files of one page (<c>GET /api/datasets/{name}/tree/{commit}</c>): an array of entries.</summary>
    public static void Add(JsonElement page, List<HubFile> files, int maxFiles, string dataset)
    {
        try
        {
            foreach (var entry in page.EnumerateArray())
            {
                if (entry.GetProperty("type").GetString() != "file") continue;
                if (files.Count == maxFiles)
                    throw new HubException(HubProblem.TooLarge, dataset, $"The dataset lists more than {maxFiles} files; allow more with HubOptions.MaxListedFiles.");
                files.Add(FileOf(entry, dataset));
            }
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Malformed(dataset, "is not what the Hub writes", error);
        }
    }

    /// <summary>The files, when no path stands twice.</summary>
    public static List<HubFile> WithoutDoubles(List<HubFile> files, string dataset) =>
        files.DistinctBy(file => file.Path, StringComparer.Ordinal).Count() == files.Count
            ? files
            : throw Malformed(dataset, "holds a path twice");

    /// <summary>Writes files so that <see cref="Add"/> reads them.</summary>
    public static byte[] Write(IReadOnlyList<HubFile> files)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("type", "file");
                json.WriteString("path", file.Path);
                json.WriteNumber("size", file.Size);
                json.WriteString("oid", file.Checksum);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    private static HubFile FileOf(JsonElement entry, string dataset)
    {
        var path = entry.GetProperty("path").GetString() ?? "";
        var isLarge = entry.TryGetProperty("lfs", out var large) && large.ValueKind == JsonValueKind.Object;
        var size = (isLarge ? large : entry).GetProperty("size").GetInt64();
        var checksum = (isLarge ? large : entry).GetProperty("oid").GetString() ?? "";
        if (!IsPath(path)) throw Malformed(dataset, "holds a path that leads out of the dataset or cannot name a file");
        if (size < 0 || checksum.Length is not (40 or 64) || !checksum.All(char.IsAsciiHexDigit))
            throw Malformed(dataset, $"holds no size or checksum for '{path}'");
        return new HubFile(path, size, checksum.ToLowerInvariant());
    }

    private static bool IsPath(string path) =>
        path.Length is > 0 and <= MaxPathLength && !path.Any(char.IsControl) && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static HubException Malformed(string dataset, string problem, Exception? cause = null) =>
        new(HubProblem.Malformed, dataset, $"The listing of files {problem}; nothing was fetched.", cause);
}
