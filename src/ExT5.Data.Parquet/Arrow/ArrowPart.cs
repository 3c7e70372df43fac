namespace ExT5.Data.Parquet;

/// <summary>The rows of an Arrow file.</summary>
internal sealed class ArrowPart<T> : FilePart<T>
{
    private readonly string _path;
    private readonly ArrowFile _file;
    private readonly PartCache _cache;
    private readonly Func<DataRow, T> _map;
    private readonly StepIndex _batches = new();

    private ArrowPart(string path, ArrowFile file, PartCache cache, Func<DataRow, T> map)
    {
        (_path, _file, _cache, _map) = (path, file, cache, map);
        foreach (var rows in file.RowsOfBatches) _batches.Add(rows);
    }

    public override int Count => _batches.Count;

    public static FilePart<T> Open(string path, Func<DataRow, T> map, FileSourceOptions options, PartCache cache)
    {
        try
        {
            return new ArrowPart<T>(path, new ArrowFile(DataFile.Open(path, "Arrow"), options), cache, map);
        }
        catch (Exception error) when (RowProblem.IsAboutTheRow(error))
        {
            throw new DataSourceException(path, null, error.Message, error);
        }
    }

    public override T Read(int row)
    {
        var (batch, place) = _batches.Find(row);
        try
        {
            var columns = _cache.Get<ArrowArray[]>(_path, batch, () => _file.ReadBatch(batch));
            return _map(_file.Row(columns, place));
        }
        catch (Exception error) when (RowProblem.IsAboutTheRow(error))
        {
            throw Problem(row, error);
        }
    }

    public override DataSourceException Problem(int row, Exception error)
    {
        var (batch, place) = _batches.Find(row);
        return new DataSourceException(_path, null, $"Record batch {batch}, row {place}, counted from 0: {error.Message}", error);
    }
}
