namespace ExT5.Data.Parquet;

/// <summary>The rows of a Parquet file.</summary>
internal sealed class ParquetPart<T> : FilePart<T>
{
    private readonly string _path;
    private readonly ParquetFile _file;
    private readonly PartCache _cache;
    private readonly Func<DataRow, T> _map;
    private readonly StepIndex _groups = new();

    private ParquetPart(string path, ParquetFile file, PartCache cache, Func<DataRow, T> map)
    {
        (_path, _file, _cache, _map) = (path, file, cache, map);
        foreach (var rows in file.RowsOfGroups) _groups.Add(rows);
    }

    public override int Count => _groups.Count;

    public static FilePart<T> Open(
        string path, Func<DataRow, T> map, IReadOnlyList<string>? columns, FileSourceOptions options, PartCache cache)
    {
        try
        {
            return new ParquetPart<T>(path, new ParquetFile(DataFile.Open(path, "Parquet"), options, columns), cache, map);
        }
        catch (Exception error) when (RowProblem.IsAboutTheRow(error))
        {
            throw new DataSourceException(path, null, error.Message, error);
        }
    }

    public override T Read(int row)
    {
        var (group, place) = _groups.Find(row);
        try
        {
            var columns = _cache.Get<ColumnValues[]>(_path, group, () => _file.ReadGroup(group));
            return _map(_file.Row(columns, place));
        }
        catch (Exception error) when (RowProblem.IsAboutTheRow(error))
        {
            throw Problem(row, error);
        }
    }

    public override DataSourceException Problem(int row, Exception error)
    {
        var (group, place) = _groups.Find(row);
        return new DataSourceException(_path, null, $"Row group {group}, row {place}, counted from 0: {error.Message}", error);
    }
}
