namespace ExT5.Data;

/// <summary>The M step: scores from expected counts under a sparse prior (digamma for the logarithm), rare pieces dropped.</summary>
internal static class Maximization
{
    private const double LeastCount = 0.5;

    public static TrainingPiece[] Of(TrainingPiece[] pieces, double[] counts)
    {
        var kept = new List<TrainingPiece>();
        for (var id = 0; id < pieces.Length; id++)
            if (counts[id] >= LeastCount)
                kept.Add(pieces[id] with { Score = counts[id] });
        var all = Digamma(kept.Sum(piece => piece.Score));
        return [.. kept.Select(piece => piece with { Score = Digamma(piece.Score) - all })];
    }

    /// <summary>The derivative of the logarithm of the gamma function, for arguments above 0.</summary>
    public static double Digamma(double x)
    {
        var result = 0.0;
        for (; x < 7; x++) result -= 1 / x;
        x -= 0.5;
        var square = 1 / (x * x);
        return result + Math.Log(x) + square * (1.0 / 24 - square * (7.0 / 960 - square * (31.0 / 8064 - square * (127.0 / 30720))));
    }
}
