using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ExT5.Data;

/// <summary>A word and its pieces, one cache line long.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct WordEntry
{
    /// <summary>Most pieces of an entry.</summary>
    public const int MaxPieces = 4;

    public WordKey Key;

    /// <summary>
    /// The pieces are those of SentencePiece wherever the score before the word is nearer to 0; see <see cref="WordAnalysis"/>.
    /// Negative: never.
    /// </summary>
    public float Limit;

    public int Pieces;

    public Vector128<int> Ids;

    /// <summary>Scores of the pieces, zeros behind them.</summary>
    public Vector128<float> Scores;
}
