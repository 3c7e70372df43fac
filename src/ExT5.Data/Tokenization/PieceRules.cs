using System.Text;
using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>The rules about one piece, whatever file it comes from.</summary>
internal static class PieceRules
{
    public const int MaxPieceBytes = 1024;

    /// <exception cref="VocabularyException">A rule is broken.</exception>
    public static void Check(ModelFile file, int offset, int id, ReadOnlySpan<byte> text, float score)
    {
        if (id >= SentencePieceModelCheck.MaxPieces)
            throw file.Refused(offset, $"it has more than {SentencePieceModelCheck.MaxPieces} pieces.");
        if (text.Length is 0 or > MaxPieceBytes)
            throw file.Refused(offset, $"piece {id} has {text.Length} bytes; 1 to {MaxPieceBytes} are allowed.");
        if (!Utf8.IsValid(text) || text.Contains((byte)0))
            throw file.Refused(offset, $"piece {id} is not valid UTF-8 without NUL.");
        if (!float.IsFinite(score))
            throw file.Refused(offset, $"piece {id} '{Encoding.UTF8.GetString(text)}' has the score {score}; scores must be finite.");
    }
}
