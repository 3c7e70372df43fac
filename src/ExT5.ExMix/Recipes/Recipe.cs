using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>How rows of a dataset become examples.</summary>
internal abstract class Recipe
{
    /// <summary>One example a row.</summary>
    public static Recipe Of<TRow>(Func<DataRow, TRow> read, Func<TRow, TextExample> format) => new OneToOneRecipe<TRow>(read, format);

    /// <summary>Any number of examples a row: one for each answer, or none for a row left out of a split.</summary>
    public static Recipe Expanding<TRow>(Func<DataRow, TRow> read, Func<TRow, DatasetSplit, IEnumerable<TextExample>> format) =>
        new ExpandingRecipe<TRow>(read, format);

    public abstract IDataSource<TextExample> Over(DataFiles files, FileSourceOptions options);

    public abstract IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split);
}
