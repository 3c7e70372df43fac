using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A sentence before and after a change of style, the first two columns.</summary>
internal sealed record StyleRow(string Before, string After)
{
    public static StyleRow From(DataRow row) => new(row.TextAt(0), row.TextAt(1));

    public TextExample Example(string prefix) => new(prefix + Before, After);
}
