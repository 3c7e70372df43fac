using System.Runtime.ExceptionServices;

namespace ExT5.Data;

/// <summary>One pass over rows on all processors.</summary>
internal static class RowPass
{
    private const int ChunkRows = 512, MostFailures = 100_000;

    /// <summary>Visits rows; tells those at which the visit failed. When nearly all do, the error of the first is thrown.</summary>
    public static HashSet<int> Over(int rows, Action<int> visit, CancellationToken cancellationToken)
    {
        var (gate, failed, firstAt, first) = (new Lock(), new HashSet<int>(), int.MaxValue, (ExceptionDispatchInfo?)null);
        Parallel.For(0, (rows + ChunkRows - 1) / ChunkRows, new ParallelOptions { CancellationToken = cancellationToken }, (chunk, loop) =>
        {
            for (var (row, end) = (chunk * ChunkRows, Math.Min((chunk + 1L) * ChunkRows, rows)); row < end; row++)
                try
                {
                    visit(row);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    lock (gate)
                    {
                        failed.Add(row);
                        if (row < firstAt) (firstAt, first) = (row, ExceptionDispatchInfo.Capture(error));
                        if (failed.Count > MostFailures) loop.Stop();
                    }
                }
        });
        if (failed.Count > MostFailures) first!.Throw();
        return failed;
    }
}
