using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>
/// Rows that lack a text which another dataset holds under their id, in the split of the same name; rows that it does not
/// hold are left out. Rows that bring the text need no other dataset.
/// </summary>
/// <param name="other">The other dataset.</param>
/// <param name="id">Column of a row's id.</param>
/// <param name="text">Column that is empty where the text is missing.</param>
/// <param name="otherId">Column of the id in the other dataset.</param>
/// <param name="otherText">Column of the text in the other dataset.</param>
/// <param name="format">Makes an example of a row and its text.</param>
internal sealed class JoinedRecipe(
    DatasetReference other, string id, string text, string otherId, string otherText, Func<DataRow, string, TextExample> format) : Recipe
{
    public override IDataSource<TextExample> Over(DataFiles files, FileSourceOptions options, Func<DatasetReference, DataFiles> filesOf) =>
        new JoinedSource(this, RowSource.Of(files, row => row, options), () => RowSource.Of(
            filesOf(other), row => KeyValuePair.Create(row.Text(otherId), row.Text(otherText)), other.FileOptions));

    public override IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split) => row.Text(text) is { Length: > 0 } own
        ? [format(row, own)]
        : throw new FormatException(
            $"The row '{row.Text(id)}' has nothing in '{text}'. It is joined from '{otherText}' of {other} with this {otherId} when the task reads files.");

    private sealed class JoinedSource(
        JoinedRecipe recipe, IDataSource<DataRow> rows, Func<IDataSource<KeyValuePair<string, string>>> texts) : IDataSource<TextExample>
    {
        public async ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
        {
            var first = await rows.OpenAsync(split, cancellationToken).ConfigureAwait(false);
            var known = first.Count > 0 && recipe.OwnText(first[0]).Length == 0
                ? await TextsAsync(texts(), split, cancellationToken).ConfigureAwait(false)
                : [];
            string? TextOf(DataRow row) => recipe.OwnText(row) is { Length: > 0 } own ? own : known.GetValueOrDefault(recipe.IdOf(row));
            return await rows.Where(row => TextOf(row) is not null).Select(row => recipe.Format(row, TextOf(row)!))
                .OpenAsync(split, cancellationToken).ConfigureAwait(false);
        }

        public async ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
        {
            var first = await rows.OpenAsync(split, cancellationToken).ConfigureAwait(false);
            return first.Count > 0 && recipe.OwnText(first[0]).Length == 0
                ? await files.JoinAsync(rows, texts(), split, cancellationToken).ConfigureAwait(false)
                : await rows.FingerprintAsync(split, files, cancellationToken).ConfigureAwait(false);
        }
    }

    private string OwnText(DataRow row) => row.Text(text);

    private string IdOf(DataRow row) => row.Text(id);

    private TextExample Format(DataRow row, string joined) => format(row, joined);

    private static async ValueTask<Dictionary<string, string>> TextsAsync(
        IDataSource<KeyValuePair<string, string>> texts, DatasetSplit split, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in await texts.OpenAsync(split, cancellationToken).ConfigureAwait(false)) known[pair.Key] = pair.Value;
        return known;
    }
}
