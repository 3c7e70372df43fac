using ExT5.Data;

namespace ExT5.ExMix.Recipes;

internal sealed class OneToOneRecipe<TRow>(Func<DataRow, TRow> read, Func<TRow, DatasetSplit, TextExample> format) : Recipe
{
    public override IDataSource<TextExample> Over(DataFiles files, FileSourceOptions options, Func<DatasetReference, DataFiles> filesOf) =>
        RowSource.Of(files, read, options).Select(format);

    public override IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split) => [format(read(row), split)];
}
