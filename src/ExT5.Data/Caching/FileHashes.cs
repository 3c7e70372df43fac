using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>
/// SHA-256 of files. A file whose path, size and time of change are as before is not read again. Thread-safe.
/// </summary>
public sealed class FileHashes
{
    // A file may change again within one tick of its time stamp, which is as coarse as this on some file systems.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, FileHash> _known = new(StringComparer.Ordinal);
    private bool _changed;

    /// <summary>A fingerprint of files that follow each other: their contents, in order, and how they are read. Their names do not count.</summary>
    /// <param name="format">How rows are read from the files.</param>
    /// <param name="paths">The files.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="DataSourceException">A file cannot be read.</exception>
    public async ValueTask<string> FingerprintAsync(string format, IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(paths);
        var text = new StringBuilder(format);
        foreach (var path in paths)
            text.Append('\n').Append(await HashAsync(path, cancellationToken).ConfigureAwait(false));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A fingerprint of the files of a split and how they are read.</summary>
    /// <param name="format">How rows are read from the files.</param>
    /// <param name="files">The files.</param>
    /// <param name="split">The split.</param>
    /// <param name="options">How text in them is read.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="DataSourceException">A file is missing or cannot be read.</exception>
    public async ValueTask<string?> FingerprintAsync(
        string format, DataFiles files, DatasetSplit split, FileSourceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var paths = await files.FilesOfAsync(split, options, cancellationToken).ConfigureAwait(false);
        return await FingerprintAsync(
            $"{format}, encoding {options.Encoding?.WebName}, blank lines {options.KeepBlankLines}", paths, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A fingerprint of two sources: null when one is not known.</summary>
    internal async ValueTask<string?> JoinAsync<TFirst, TSecond>(
        IDataSource<TFirst> first, IDataSource<TSecond> second, DatasetSplit split, CancellationToken cancellationToken)
    {
        var firstPart = await first.FingerprintAsync(split, this, cancellationToken).ConfigureAwait(false);
        var secondPart = await second.FingerprintAsync(split, this, cancellationToken).ConfigureAwait(false);
        return firstPart is null || secondPart is null
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{firstPart}\n{secondPart}")));
    }

    /// <summary>Takes what an earlier process remembered; a file that is missing or unreadable costs time only.</summary>
    internal static FileHashes Load(string path)
    {
        var hashes = new FileHashes();
        try
        {
            if (!File.Exists(path)) return hashes;
            foreach (var entry in JsonSerializer.Deserialize(File.ReadAllBytes(path), CacheJson.Default.FileHashArray) ?? [])
                if (entry is { Path: not null, Sha256: not null }) hashes._known[entry.Path] = entry;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            hashes._known.Clear();
        }
        return hashes;
    }

    /// <summary>Remembers for later processes, where the folder may be written.</summary>
    internal void Save(string path)
    {
        if (!_changed) return;
        try
        {
            FileHash[] entries = [.. _known.Values.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
            PublishedFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(entries, CacheJson.Default.FileHashArray));
            _changed = false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache on a read-only disk is opened all the same; its sources are hashed each time.
        }
    }

    private async ValueTask<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var file = new FileInfo(full);
            var (bytes, changed) = (file.Length, file.LastWriteTimeUtc);
            if (_known.TryGetValue(full, out var known) && known.Bytes == bytes && known.Changed == changed.Ticks) return known.Sha256;
            using var stream = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            if (DateTime.UtcNow - changed > Settled)
            {
                _known[full] = new FileHash(full, bytes, changed.Ticks, hash);
                _changed = true;
            }
            return hash;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSourceException(path, null, $"The file cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>What is remembered of a file.</summary>
internal sealed record FileHash(string Path, long Bytes, long Changed, string Sha256);
