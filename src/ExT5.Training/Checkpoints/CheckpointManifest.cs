using System.Security.Cryptography;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>The list of a checkpoint's files with sizes and SHA-256 sums, written last.</summary>
internal sealed record CheckpointManifest(int Format, long Step, IReadOnlyList<CheckpointManifest.Entry> Files)
{
    public const string FileName = "manifest.json";
    private const int CurrentFormat = 1;

    /// <summary>One file of a checkpoint.</summary>
    internal sealed record Entry(string Name, long Bytes, string Sha256);

    /// <summary>Flushes every file of a folder, lists them, and flushes the list and the folder.</summary>
    public static void Seal(string folder, long step)
    {
        var files = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Describe).ToList();
        foreach (var file in files) DurableFile.Flush(Path.Combine(folder, file.Name));
        var path = Path.Combine(folder, FileName);
        var manifest = new CheckpointManifest(CurrentFormat, step, files);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointJson.Default.CheckpointManifest));
        DurableFile.Flush(path);
        DurableFolder.Flush(folder);
    }

    /// <summary>What is wrong with a checkpoint folder, or null when every byte is as it was written.</summary>
    /// <exception cref="CheckpointException">A file cannot be read, which says nothing of what it holds.</exception>
    public static string? Verify(string folder, long step)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, FileName));
            var manifest = JsonSerializer.Deserialize(bytes, CheckpointJson.Default.CheckpointManifest);
            return manifest switch
            {
                null => $"{FileName} is empty",
                { Format: > CurrentFormat } => throw new CheckpointException(
                    $"The checkpoint '{folder}' has format {manifest.Format}, this version reads {CurrentFormat}. It was left as it is. "
                    + "Use the version that wrote it, or choose another folder."),
                { Format: not CurrentFormat } => $"{FileName} has format {manifest.Format}, this version reads {CurrentFormat}",
                { Step: var saved } when saved != step => $"{FileName} is of step {saved}",
                { Files: null } => $"{FileName} lists no files",
                _ => manifest.Files.Select(file => Compare(folder, file)).FirstOrDefault(problem => problem is not null),
            };
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return error.Message;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(Path.Combine(folder, FileName))) return $"{FileName} is a folder";
            throw new CheckpointException(
                $"The checkpoint '{folder}' cannot be read: {error.Message} It was left as it is. Mend its permissions or the disk, "
                + "or move it out of the run folder to go on from an older one.", error);
        }
    }

    private static string? Compare(string folder, Entry? expected)
    {
        if (expected?.Name is not { Length: > 0 } name || name != Path.GetFileName(name))
            return $"{FileName} names '{expected?.Name}', which is no plain file name";
        var path = Path.Combine(folder, name);
        // A file in a folder that may not be looked into seems absent too: opening it below tells them apart.
        if (Directory.Exists(path)) return $"{name} is a folder";
        if (!File.Exists(path) && IsAbsent(path)) return $"{name} is missing";
        var length = new FileInfo(path).Length;
        if (length != expected.Bytes) return $"{name} has {length} bytes instead of {expected.Bytes}";
        return Describe(path) == expected ? null : $"{name} has another SHA-256 than when it was written";
    }

    private static bool IsAbsent(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
    }

    private static Entry Describe(string path)
    {
        using var stream = File.OpenRead(path);
        return new(Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
