using ExT5.Data;
using ExT5.Data.Parquet;

namespace ExT5.ExMix.Recipes;

/// <summary>Typed rows of files of any format, told by their names.</summary>
internal static class RowSource
{
    public static IDataSource<TRow> Of<TRow>(DataFiles files, Func<DataRow, TRow> read, FileSourceOptions options) =>
        new TableSource<TRow>(files, read, options: options);
}
