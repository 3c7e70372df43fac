namespace ExT5.Data;

/// <summary>Which substrings may be pieces: spaces only in front, one script, digits apart (SentencePiece 0.1.97).</summary>
internal sealed class PieceForm(UnigramTrainerOptions options)
{
    private const int Space = 0x2581;
    private const int UnknownMark = 0x2585;
    private const int Any = -1;

    private readonly byte[] _scripts = TrainerTables.Scripts();

    public bool Allows(ReadOnlySpan<int> piece)
    {
        var before = Any;
        for (var i = 0; i < piece.Length; i++)
        {
            var character = piece[i];
            if (character is 0 or ' ' or '\t' or UnknownMark) return false;
            if (character == Space)
            {
                if (i > 0 && (options.SplitByWhitespace || i == piece.Length - 1)) return false;
                continue;
            }
            var digit = character is >= '0' and <= '9';
            if (digit && options.SplitDigits && piece.Length > 1) return false;
            var script = digit && !options.SplitByNumber ? Any : _scripts[character];
            if (options.SplitByUnicodeScript && script != Any && before != Any && script != before) return false;
            before = script;
        }
        return true;
    }
}
