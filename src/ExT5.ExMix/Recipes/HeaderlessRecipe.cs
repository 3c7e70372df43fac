using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>A recipe over files without a header, as the authors of sets outside the Hub publish them.</summary>
internal sealed class HeaderlessRecipe<TRow>(Func<DataRow, TRow> read, Func<TRow, IEnumerable<TextExample>> format) : Recipe
{
    public override IDataSource<TextExample> Over(DataFiles files, FileSourceOptions options, Func<DatasetReference, DataFiles> filesOf) =>
        new HeaderlessRows(files, options).SelectMany(row => format(read(row)));

    public override IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split) => [.. format(read(row))];
}
