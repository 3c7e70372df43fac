using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>Rows drawn from the documentation, parted by declaring type; rows that read alike are kept once.</summary>
/// <typeparam name="TRow">A row of a task.</typeparam>
/// <param name="rows">All rows, of both splits.</param>
/// <param name="member">The member a row is about.</param>
/// <param name="text">What the model reads of a row; of rows with equal text the first is kept, so none is in both splits.</param>
internal sealed class ApiDocsSource<TRow>(
    IEnumerable<TRow> rows,
    Func<TRow, DocumentedMember> member,
    Func<TRow, string> text) : IDataSource<TRow>
{
    private readonly Lazy<ILookup<DatasetSplit, TRow>> _splits = new(() => rows
        .DistinctBy(row => StableHash.Of(text(row)))
        .ToLookup(row => ApiDocsCorpus.SplitOf(member(row))));

    private readonly Dictionary<DatasetSplit, IReadOnlyList<TRow>> _opened = [];

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TRow>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        lock (_opened)
        {
            if (!_opened.TryGetValue(split, out var opened)) _opened[split] = opened = [.. _splits.Value[split]];
            return ValueTask.FromResult(opened);
        }
    }
}
