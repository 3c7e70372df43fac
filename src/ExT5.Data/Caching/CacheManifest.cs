using System.Security.Cryptography;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>What belongs to a cache: written last, so that a cache is complete or does not exist.</summary>
/// <param name="Format">Version of this file.</param>
/// <param name="VocabularySize">Ids are below it.</param>
/// <param name="Splits">Every split of every task, in the order of the mixture.</param>
/// <param name="StatisticsSha256">Checksum of <c>statistics.json</c>.</param>
internal sealed record CacheManifest(int Format, int VocabularySize, IReadOnlyList<CacheManifest.SplitEntry> Splits, string StatisticsSha256)
{
    public const string FileName = "manifest.json";
    public const int CurrentFormat = 1;
    private const long LargestFile = 256L << 20;

    /// <summary>A split: what it was made from and the shards that hold it, in row order.</summary>
    internal sealed record SplitEntry(CacheKey Key, IReadOnlyList<ShardEntry> Shards);

    /// <summary>A shard as it was when the cache was finished.</summary>
    internal sealed record ShardEntry(string Name, long FirstRow, long Rows, long Bytes, string Sha256);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CacheJson.Default.CacheManifest);

    /// <summary>Reads and checks the manifest of a folder.</summary>
    /// <exception cref="CacheException">There is none, or it is damaged.</exception>
    public static CacheManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new CacheException($"'{folder}' holds no complete token cache: {FileName} is missing. "
                + (Directory.Exists(folder) ? "Write the missing shards and finish the cache." : "The folder does not exist."));
        try
        {
            var manifest = JsonSerializer.Deserialize(Contents(path), CacheJson.Default.CacheManifest);
            return manifest?.Problem() is { } problem ? throw new CacheException($"'{path}' {problem}. Write the cache again.")
                : manifest ?? throw new CacheException($"'{path}' is empty. Write the cache again.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CacheException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The statistics the cache was finished with.</summary>
    /// <exception cref="CacheException">They are missing or differ from what was written.</exception>
    public IReadOnlyList<SplitStatistics> ReadStatistics(string folder)
    {
        var path = Path.Combine(folder, StatisticsFile.FileName);
        try
        {
            var bytes = Contents(path);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == StatisticsSha256
                ? StatisticsFile.Read(bytes, path)
                : throw new CacheException($"'{path}' differs from when the cache was finished. Finish it again.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CacheException($"'{path}' cannot be read: {error.Message} Finish the cache again.", error);
        }
    }

    /// <summary>Opens a shard that must be the one the cache was finished with.</summary>
    /// <exception cref="CacheException">It is missing, cut, damaged or from another cache.</exception>
    public MappedShard OpenShard(string folder, SplitEntry split, ShardEntry entry)
    {
        var shard = MappedShard.Open(Path.Combine(folder, entry.Name));
        var header = shard.Header;
        if (shard.Checksum == entry.Sha256 && header.Key == split.Key.Hash && header.FirstRow == entry.FirstRow && header.Rows == entry.Rows
            && header.Texts == split.Key.Texts && header.VocabularySize == VocabularySize)
            return shard;
        shard.Dispose();
        throw new CacheException($"'{shard.Path}' is not the shard that {FileName} lists: it is from another cache. Write the cache again.");
    }

    private static byte[] Contents(string path) => new FileInfo(path).Length <= LargestFile
        ? File.ReadAllBytes(path)
        : throw new CacheException($"'{path}' is larger than {LargestFile:N0} bytes. Write the cache again.");

    private string? Problem()
    {
        if (Format != CurrentFormat) return $"has format {Format}, and this version reads {CurrentFormat}";
        if (VocabularySize < 1) return $"has a vocabulary of {VocabularySize} ids";
        if (Splits is null || StatisticsSha256 is null) return "lists no splits";
        var seen = new HashSet<(string, string)>();
        foreach (var split in Splits)
        {
            if (split is not { Key: { Task: not null, Split: not null, FormatVersion: not null, FormattedText: not null, Vocabulary: not null }, Shards: not null })
                return "has a split without its key or shards";
            if (split.Key.Texts is not (1 or 2)) return $"gives task '{split.Key.Task}' {split.Key.Texts} texts a row";
            if (!seen.Add((split.Key.Task, split.Key.Split))) return $"lists split '{split.Key.Split}' of task '{split.Key.Task}' twice";
            if (Problem(split) is { } problem) return problem;
        }

        return null;
    }

    private static string? Problem(SplitEntry split)
    {
        var next = 0L;
        foreach (var shard in split.Shards)
        {
            if (shard?.Name is not { Length: > 0 } name || name != Path.GetFileName(name) || ShardName.Read(name) is null || shard.Sha256 is null)
                return $"names '{shard?.Name}', which is no shard";
            if (shard.FirstRow != next || shard.Rows < 1 || shard.Rows > int.MaxValue) return $"has '{name}' out of order";
            next += shard.Rows;
        }

        return next == split.Key.Rows ? null : $"has {next} rows of task '{split.Key.Task}' in its shards and {split.Key.Rows} in its key";
    }
}
