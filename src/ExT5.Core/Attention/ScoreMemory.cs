using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// How many scores of an attention exist at once when nothing is recorded: all of them where they are few, else those of a
/// part of the rows and queries, so that memory grows with the length and not with its square.
/// </summary>
internal static class ScoreMemory
{
    /// <summary>32 MiB of float32.</summary>
    public const long MostScores = 1 << 23;

    // Blocks of queries that kernels compute together.
    private const long Together = 32;

    /// <summary>Whether all scores may exist at once. Gradients need them all, and dropout draws them in one order.</summary>
    public static bool Fits(long rows, long heads, long queries, long keys, bool training) =>
        training || is_grad_enabled() || rows * heads * queries * keys <= MostScores;

    /// <summary>Divides rows and queries, whole rows where several fit.</summary>
    public static IEnumerable<ScorePart> Parts(long rows, long heads, long queries, long keys)
    {
        var some = Math.Min(queries, Rounded(MostScores / (heads * keys)));
        var rowsOfPart = Math.Max(1, MostScores / (heads * queries * keys));
        for (var row = 0L; row < rows; row += rowsOfPart)
            for (var query = 0L; query < queries; query += some)
                yield return new(row, Math.Min(rowsOfPart, rows - row), query, Math.Min(some, queries - query));
    }

    private static long Rounded(long queries) => queries >= Together ? queries / Together * Together : Math.Max(1, queries);
}
