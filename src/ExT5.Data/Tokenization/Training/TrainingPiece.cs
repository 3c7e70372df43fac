namespace ExT5.Data;

/// <summary>A candidate: its UTF-8 text and the natural logarithm of its probability.</summary>
internal readonly record struct TrainingPiece(byte[] Text, double Score)
{
    public static int ByText(TrainingPiece a, TrainingPiece b) => a.Text.AsSpan().SequenceCompareTo(b.Text);

    /// <summary>Higher scores first, equal ones by text.</summary>
    public static int ByScore(TrainingPiece a, TrainingPiece b)
        => b.Score.CompareTo(a.Score) is not 0 and var order ? order : ByText(a, b);
}
