using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>How rows of a dataset become examples.</summary>
internal abstract class Recipe
{
    /// <summary>One example a row.</summary>
    public static Recipe Of<TRow>(Func<DataRow, TRow> read, Func<TRow, TextExample> format) => Of(read, (row, _) => format(row));

    /// <summary>One example a row, which may depend on the split.</summary>
    public static Recipe Of<TRow>(Func<DataRow, TRow> read, Func<TRow, DatasetSplit, TextExample> format) => new OneToOneRecipe<TRow>(read, format);

    /// <summary>Any number of examples a row: one for each answer, or none for a row left out of a split.</summary>
    public static Recipe Expanding<TRow>(Func<DataRow, TRow> read, Func<TRow, DatasetSplit, IEnumerable<TextExample>> format) =>
        new ExpandingRecipe<TRow>(read, format);

    /// <summary>The examples of a dataset.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="options">Names of its splits.</param>
    /// <param name="filesOf">The files of another dataset that rows are joined with.</param>
    public abstract IDataSource<TextExample> Over(DataFiles files, FileSourceOptions options, Func<DatasetReference, DataFiles> filesOf);

    public abstract IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split);
}
