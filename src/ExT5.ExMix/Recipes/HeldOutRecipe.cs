using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>
/// Trains on the first rows of the training split and validates on the rest, as ORQA and T5's closed-book tasks do;
/// every other split is the dataset's own split of the given name.
/// </summary>
/// <param name="task">Name of the task, for errors.</param>
/// <param name="kept">Number of training rows that train.</param>
/// <param name="test">The dataset's split that tests.</param>
/// <param name="read">Makes a row.</param>
/// <param name="format">Makes an example of a row.</param>
internal sealed class HeldOutRecipe<TRow>(string task, int kept, DatasetSplit test, Func<DataRow, TRow> read, Func<TRow, TextExample> format) : Recipe
{
    public override IDataSource<TextExample> Over(DataFiles files, FileSourceOptions options, Func<DatasetReference, DataFiles> filesOf) =>
        new HeldOutSource(task, kept, test, Of(read, format).Over(files, options, filesOf));

    public override IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split) => [format(read(row))];

    private sealed class HeldOutSource(string task, int kept, DatasetSplit test, IDataSource<TextExample> source) : IDataSource<TextExample>
    {
        public async ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
        {
            var held = split == DatasetSplit.Train || split == DatasetSplit.Validation;
            var rows = await source.OpenAsync(held ? DatasetSplit.Train : test, cancellationToken).ConfigureAwait(false);
            var border = Math.Min(kept, rows.Count);
            if (split == DatasetSplit.Validation && border == rows.Count)
                throw new DataSourceException(task, null,
                    $"Task '{task}' validates on the training rows after the first {kept:N0}, and the training split has {rows.Count:N0}, so that none are left. "
                    + $"Read the whole training split, or score the task on its {test} split.");
            return split == DatasetSplit.Train ? new RowRange(rows, 0, border) : held ? new RowRange(rows, border, rows.Count - border) : rows;
        }

        // Which rows are held out is in their number, which a cache compares too.
        public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default) =>
            source.FingerprintAsync(split == DatasetSplit.Train || split == DatasetSplit.Validation ? DatasetSplit.Train : test, files, cancellationToken);
    }
}
