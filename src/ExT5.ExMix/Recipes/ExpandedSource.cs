using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>Rows that give any number of examples each; opening a split counts them once.</summary>
internal sealed class ExpandedSource<TRow>(
    IDataSource<TRow> source, Func<TRow, DatasetSplit, IEnumerable<TextExample>> format) : IDataSource<TextExample>
{
    public async ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var rows = await source.OpenAsync(split, cancellationToken).ConfigureAwait(false);
        var firsts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            firsts[i + 1] = checked(firsts[i] + format(rows[i], split).Count());
        }

        return new ExpandedRows(firsts, (row, place) => format(rows[row], split).ElementAt(place));
    }
}
