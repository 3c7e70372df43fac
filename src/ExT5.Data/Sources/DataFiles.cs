namespace ExT5.Data;

/// <summary>
/// The files a source reads: a path with <c>{split}</c> (a string converts by itself), or files of a dataset elsewhere.
/// </summary>
public abstract class DataFiles
{
    /// <summary>The files of a split, on this machine when the call returns.</summary>
    /// <param name="split">The split.</param>
    /// <param name="options">Names of splits and limits.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Full paths in the order in which their rows follow each other; at least one.</returns>
    /// <exception cref="DataSourceException">There are none, or they cannot be had.</exception>
    public abstract ValueTask<IReadOnlyList<string>> FilesOfAsync(
        DatasetSplit split, FileSourceOptions options, CancellationToken cancellationToken = default);

    /// <summary>Files on this machine.</summary>
    /// <param name="pattern">Path with <c>{split}</c>, and patterns of names as in Python's <c>glob</c> for several files and folders:
    /// <c>*</c>, <c>?</c>, <c>[abc]</c>, and <c>**</c> for any folders; names that start with a point are matched only by such patterns, and
    /// <c>[?]</c> is a question mark. Without <c>{split}</c> it gives the split <c>train</c> only.</param>
    public static implicit operator DataFiles(string pattern) => FromString(pattern);

    /// <summary>Files on this machine, for languages without implicit conversion.</summary>
    /// <inheritdoc cref="op_Implicit(string)"/>
    public static DataFiles FromString(string pattern) => new FilePattern(pattern);

    /// <summary>The same files for every split; a <c>Where((row, split) => ...)</c> behind the source parts the rows.</summary>
    /// <param name="pattern">Path, with patterns of names for several files and folders.</param>
    public static DataFiles ForEverySplit(string pattern) => new FilePattern(pattern, everySplit: true);
}
