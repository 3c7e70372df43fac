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

    /// <summary>Never for sure.</summary>
    public static WordEntry Unsure(WordKey key) => new() { Key = key, Limit = -1 };

    /// <summary>The score behind the word.</summary>
    public readonly float After(float score) => score + Scores[0] + Scores[1] + Scores[2] + Scores[3];

    /// <summary>The entry of this word and a later part of it.</summary>
    public readonly WordEntry With(in WordEntry part)
    {
        if (Limit < 0 || part.Limit < 0 || Pieces + part.Pieces > MaxPieces) return Unsure(Key);
        var joined = this;
        for (var i = 0; i < part.Pieces; i++)
        {
            joined.Ids = joined.Ids.WithElement(Pieces + i, part.Ids[i]);
            joined.Scores = joined.Scores.WithElement(Pieces + i, part.Scores[i]);
        }
        joined.Pieces += part.Pieces;
        // What is rounded here is far below the slack of both limits.
        joined.Limit = Math.Min(Limit, part.Limit - Vector128.Sum(Vector128.Abs(Scores)));
        return joined;
    }
}
