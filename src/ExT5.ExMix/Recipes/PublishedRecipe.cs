using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>A recipe over files as their authors publish them, for sets that the Hub does not have.</summary>
/// <param name="header">The first row of TSV and CSV files names the columns.</param>
/// <param name="read">Makes a row.</param>
/// <param name="format">Makes the examples of a row.</param>
internal sealed class PublishedRecipe<TRow>(bool header, Func<DataRow, TRow> read, Func<TRow, IEnumerable<TextExample>> format) : Recipe
{
    public override IDataSource<TextExample> Over(DataFiles files, FileSourceOptions options) =>
        new PublishedRows(files, header, options).SelectMany(row => format(read(row)));

    public override IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split) => [.. format(read(row))];
}
