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
    private readonly ConcurrentDictionary<string, SourceFile> _known;
    private readonly ConcurrentQueue<SourceFile>? _asked;
    private bool _changed;

    /// <summary>Knows no file.</summary>
    public FileHashes() => _known = new(StringComparer.Ordinal);

    private FileHashes(ConcurrentDictionary<string, SourceFile> known) => (_known, _asked) = (known, new());

    /// <summary>The files that were asked for, in order; of a <see cref="Recorder"/> only.</summary>
    internal IReadOnlyList<SourceFile> Asked => [.. _asked ?? []];

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
            $"{format}, {EncodingOf(options)}, blank lines {options.KeepBlankLines}", paths, cancellationToken).ConfigureAwait(false);
    }

    // An encoding alone was once dropped for files that were UTF-8 by chance.
    private static string EncodingOf(FileSourceOptions options) => options switch
    {
        { Encoding: { } encoding } => $"in {encoding.WebName}",
        { FallbackEncoding: { } fallback } => $"encoding {fallback.WebName}",
        _ => "encoding ",
    };

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

    /// <summary>The same hashes, with a list of the files that are asked for from now on.</summary>
    internal FileHashes Recorder() => new(_known);

    /// <summary>Takes hashes that are known from elsewhere.</summary>
    internal void Know(IEnumerable<SourceFile> files)
    {
        foreach (var file in files) _known[file.Path] = file;
    }

    /// <summary>Takes what an earlier process remembered; a file that is missing or unreadable costs time only.</summary>
    internal static FileHashes Load(string path)
    {
        var hashes = new FileHashes();
        try
        {
            if (!File.Exists(path)) return hashes;
            hashes.Know((JsonSerializer.Deserialize(File.ReadAllBytes(path), CacheJson.Default.SourceFileArray) ?? [])
                .Where(entry => entry is { Path: not null, Sha256: not null }));
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
            SourceFile[] entries = [.. _known.Values.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
            PublishedFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(entries, CacheJson.Default.SourceFileArray));
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
            var stamp = StampOf(full);
            if (!_known.TryGetValue(full, out var file) || (file.Bytes, file.Changed) != stamp)
                file = await ReadAsync(full, stamp, cancellationToken).ConfigureAwait(false);
            _asked?.Enqueue(file);
            return file.Sha256;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSourceException(path, null, $"The file cannot be read: {error.Message}", error);
        }
    }

    private async ValueTask<SourceFile> ReadAsync(string path, (long Bytes, long Changed) stamp, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(DataFile.Checked(path), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        var isSettled = StampOf(path) == stamp && DateTime.UtcNow.Ticks - stamp.Changed > Settled.Ticks;
        // A time of 0 is that of no file: one that may still change within its time stamp is read again.
        var file = new SourceFile(path, stamp.Bytes, isSettled ? stamp.Changed : 0, hash);
        if (isSettled)
        {
            _known[path] = file;
            _changed = true;
        }

        return file;
    }

    private static (long Bytes, long Changed) StampOf(string path)
    {
        var file = new FileInfo(path);
        return (file.Length, file.LastWriteTimeUtc.Ticks);
    }
}
