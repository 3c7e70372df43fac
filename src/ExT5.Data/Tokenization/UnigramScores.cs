namespace ExT5.Data;

/// <summary>Scores as SentencePiece 0.1.97 adds them up.</summary>
/// <param name="ByPiece">Score of each piece; user-defined ones get a bonus for their length so that they always win.</param>
/// <param name="Lowest">Lowest score of a normal piece.</param>
internal sealed record UnigramScores(double[] ByPiece, float Lowest)
{
    private const double UserDefinedMalus = 0.1;

    // SentencePiece starts its search for the highest score at C's FLT_MIN, the smallest positive normal number.
    private const float SmallestNormal = 1.17549435E-38f;

    public static UnigramScores Of(SentencePieceModel model)
    {
        var (lowest, highest) = (float.MaxValue, SmallestNormal);
        foreach (var piece in model.Pieces)
        {
            if (piece.Type != PieceType.Normal) continue;
            lowest = Math.Min(lowest, piece.Score);
            highest = Math.Max(highest, piece.Score);
        }
        var scores = Array.ConvertAll(model.Pieces, piece => piece.Type == PieceType.UserDefined
            ? (float)(piece.Text.Length * highest) - UserDefinedMalus
            : piece.Score);
        return new UnigramScores(scores, lowest);
    }
}
