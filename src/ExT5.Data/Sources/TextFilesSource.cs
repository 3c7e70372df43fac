using System.Collections;
using System.Text;
using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>
/// Files that hold one text each, in folders that may be classes, as <c>aclImdb/{split}/*/*.txt</c>. A file is read when its
/// row is; gzip and zstd are unpacked.
/// </summary>
public sealed class TextFilesSource : IDataSource<TextFile>
{
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;

    /// <summary>Names the files.</summary>
    /// <param name="files">A path with <c>{split}</c> and patterns of names, or other files.</param>
    /// <param name="options">Limits, where <see cref="FileSourceOptions.MaxRowBytes"/> is for a file, and names of splits; the
    /// defaults when null.</param>
    public TextFilesSource(DataFiles files, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        _options = options ?? new FileSourceOptions();
        _files = files;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TextFile>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        new Rows(await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false), _options);

    /// <inheritdoc />
    public async ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        // Names of files and folders are part of the rows.
        var paths = await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false);
        var names = string.Join('\n', paths.Select(path => $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}"));
        return await files.FingerprintAsync($"text files {names}", _files, split, _options, cancellationToken).ConfigureAwait(false);
    }

    private sealed class Rows(IReadOnlyList<string> paths, FileSourceOptions options) : IReadOnlyList<TextFile>, ILocatedRows
    {
        public int Count => paths.Count;

        public TextFile this[int index] => Read(paths[index]);

        public DataSourceException Problem(int row, Exception error) => new(paths[row], null, error.Message, error);

        public IEnumerator<TextFile> GetEnumerator() => paths.Select(Read).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private TextFile Read(string path)
        {
            try
            {
                ReadOnlySpan<byte> text = TextBytes.ReadWhole(path, options).AsSpan();
                if (!Utf8.IsValid(text))
                    throw new DataSourceException(path, null, options.Encoding is null or UTF8Encoding
                        ? "The file is not valid UTF-8. Convert it, or say what it is in with FileSourceOptions.Encoding."
                        : $"The file holds bytes that {options.Encoding.WebName} does not have. Say what it is in with FileSourceOptions.Encoding.");
                if (text.StartsWith("\uFEFF"u8)) text = text["\uFEFF"u8.Length..];
                return new TextFile(Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path), Encoding.UTF8.GetString(text));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new DataSourceException(path, null, $"The file cannot be read: {error.Message}", error);
            }
        }
    }
}
