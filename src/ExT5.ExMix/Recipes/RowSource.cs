using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>Typed rows of JSONL files.</summary>
internal static class RowSource
{
    public static IDataSource<TRow> Of<TRow>(DataFiles files, Func<DataRow, TRow> read, FileSourceOptions options) =>
        new JsonLinesSource<TRow>(files, read, options);
}
