using System.Text;

namespace ExT5.Data;

/// <summary>
/// Every line of a UTF-8 text file, without its line end; lines of white space are left out unless
/// <see cref="FileSourceOptions.KeepBlankLines"/> is set. gzip and zstd are unpacked.
/// </summary>
public sealed class TextLinesSource : IDataSource<string>
{
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;
    private readonly TextRowFinder _rows;

    /// <summary>Names the files.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public TextLinesSource(DataFiles files, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        _options = options ?? new FileSourceOptions();
        _files = files;
        _rows = new TextRowFinder(new LineSyntax(_options.KeepBlankLines));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        FileRows<string>.OpenAsync(_files, split, _options, async (path, stop) =>
            new TextPart<string>(await IndexedFile.OpenAsync(path, _rows, _options, stop).ConfigureAwait(false), Encoding.UTF8.GetString),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.FingerprintAsync(_rows.Kind, _files, split, _options, cancellationToken);
    }
}
