namespace ExT5.Data;

/// <summary>Pairs of bytes that stand side by side in some piece: between all others every path has a boundary.</summary>
internal sealed class PieceBoundaries
{
    private readonly ulong[] _joined = new ulong[256 * 256 / 64];

    public PieceBoundaries(ModelFile file, IEnumerable<PieceKey> pieces)
    {
        foreach (var piece in pieces)
        {
            var text = piece.Text.In(file.Bytes);
            for (var i = 1; i < text.Length; i++)
                _joined[text[i - 1] << 2 | text[i] >> 6] |= 1ul << text[i];
        }
    }

    /// <summary>The first place behind <paramref name="begin"/>, where a character begins, that no piece reaches over.</summary>
    public int Next(ReadOnlySpan<byte> text, int begin)
    {
        for (var at = begin + 1; at < text.Length; at++)
            if ((text[at] & 0xC0) != 0x80 && (_joined[text[at - 1] << 2 | text[at] >> 6] >> text[at] & 1) == 0)
                return at;
        return text.Length;
    }
}
