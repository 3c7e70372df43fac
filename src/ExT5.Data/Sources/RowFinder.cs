namespace ExT5.Data;

/// <summary>Finds the rows of a text file in one pass.</summary>
internal abstract class RowFinder
{
    /// <summary>Says how rows are found; indexes of different kinds are never mixed up.</summary>
    public abstract string Kind { get; }

    public abstract ValueTask<RowIndex> FindAsync(
        string path, ByteStore bytes, FileSourceOptions options, CancellationToken cancellationToken);

    /// <summary>Length of a byte order mark, which may stand at the start.</summary>
    protected static async ValueTask<long> ByteOrderMarkAsync(ByteStore bytes, CancellationToken cancellationToken)
    {
        var start = new byte[3];
        var read = await bytes.ReadAsync(start, 0, cancellationToken).ConfigureAwait(false);
        return start.AsSpan(0, read).SequenceEqual("\uFEFF"u8) ? start.Length : 0;
    }
}
