namespace ExT5.Data;

/// <summary>A data file is missing or a row in it cannot be read.</summary>
/// <param name="path">The file.</param>
/// <param name="line">Line number from 1, or null when the file as a whole is meant.</param>
/// <param name="problem">What is wrong and what to do.</param>
/// <param name="innerException">The cause.</param>
public sealed class DataSourceException(string path, long? line, string problem, Exception? innerException = null)
    : ExT5DataException(line is null ? $"{path}: {problem}" : $"{path}:{line}: {problem}", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Line number from 1, or null when the file as a whole is meant.</summary>
    public long? Line { get; } = line;
}
