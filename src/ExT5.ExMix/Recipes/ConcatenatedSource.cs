using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>The rows of several sources, one source after the other.</summary>
internal sealed class ConcatenatedSource(IReadOnlyList<IDataSource<TextExample>> sources) : IDataSource<TextExample>
{
    public async ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var parts = new IReadOnlyList<TextExample>[sources.Count];
        var firsts = new int[sources.Count + 1];
        for (var i = 0; i < sources.Count; i++)
        {
            parts[i] = await sources[i].OpenAsync(split, cancellationToken).ConfigureAwait(false);
            firsts[i + 1] = checked(firsts[i] + parts[i].Count);
        }

        return new ExpandedRows(firsts, (part, place) => parts[part][place]);
    }
}
