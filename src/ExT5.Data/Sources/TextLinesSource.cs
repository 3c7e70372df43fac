using System.Text;

namespace ExT5.Data;

/// <summary>
/// Every line of a UTF-8 text file, without its line end; lines of white space are left out. gzip is unpacked.
/// </summary>
public sealed class TextLinesSource : IDataSource<string>
{
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;

    /// <summary>Names the files.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in the file name for several files, or other files.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public TextLinesSource(DataFiles files, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        _options = options ?? new FileSourceOptions();
        _files = files;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var parts = new List<FileRows<string>.Part>();
        foreach (var path in await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false))
        {
            var file = await IndexedFile.OpenAsync(path, new LineSyntax(), _options, cancellationToken).ConfigureAwait(false);
            parts.Add(new FileRows<string>.Part(file, leadingRows: 0, Encoding.UTF8.GetString));
        }
        return new FileRows<string>(parts);
    }

    /// <inheritdoc />
    public async ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var paths = await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false);
        return await files.FingerprintAsync("text lines", paths, cancellationToken).ConfigureAwait(false);
    }
}
