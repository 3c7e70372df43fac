using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>The scores of some rows and some of their queries, towards all keys.</summary>
internal readonly record struct ScorePart(long FirstRow, long Rows, long FirstQuery, long Queries)
{
    /// <summary>The rows of this part.</summary>
    /// <param name="x"><c>[B, ...]</c>, or one row for all.</param>
    public Tensor OfRows(Tensor x) => x.shape[0] == 1 ? x.alias() : x.narrow(0, FirstRow, Rows);

    /// <summary>The rows and queries of this part.</summary>
    /// <param name="x"><c>[B|1, H|1, Q|1, ...]</c>.</param>
    public Tensor OfQueries(Tensor x)
    {
        using var scope = NewDisposeScope();
        var rows = OfRows(x);
        return (rows.shape[2] == 1 ? rows : rows.narrow(2, FirstQuery, Queries)).MoveToOuterDisposeScope();
    }
}
