using System.Runtime.ExceptionServices;

namespace ExT5.Data;

/// <summary>One pass over rows on all processors; of several errors the one of the first row counts, as in a loop.</summary>
internal static class RowPass
{
    private const int ChunkRows = 512;

    public static void Over(int rows, Action<int> visit, CancellationToken cancellationToken)
    {
        var (gate, failedAt, failure) = (new Lock(), int.MaxValue, (ExceptionDispatchInfo?)null);
        Parallel.For(0, (rows + ChunkRows - 1) / ChunkRows, new ParallelOptions { CancellationToken = cancellationToken }, (chunk, loop) =>
        {
            var row = chunk * ChunkRows;
            try
            {
                for (var end = Math.Min((long)row + ChunkRows, rows); row < end; row++) visit(row);
            }
            catch (Exception error)
            {
                // Chunks before this one are still visited.
                loop.Break();
                lock (gate)
                    if (row < failedAt) (failedAt, failure) = (row, ExceptionDispatchInfo.Capture(error));
            }
        });
        failure?.Throw();
    }
}
