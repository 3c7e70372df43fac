namespace ExT5.Data;

/// <summary>A unit of a <see cref="PieceTrie"/>: where its children are, the byte that leads to it, the piece that ends here.</summary>
/// <param name="Word">Base of the children in the upper 24 bits, label in the lower 8.</param>
/// <param name="Id">Piece that ends here, or -1.</param>
internal record struct TrieUnit(uint Word, int Id)
{
    /// <summary>The label of units in no use and of the root: a byte that UTF-8 never has.</summary>
    public const byte NoLabel = 0xFF;

    public readonly uint Base => Word >> 8;

    public readonly byte Label => (byte)Word;
}

/// <summary>
/// Pieces by their UTF-8 bytes, as a double array: child <c>b</c> of a unit is at its base XOR <c>b</c>, if that unit
/// carries the label <c>b</c>. Built by <see cref="PieceTrieBuilder"/>; a whole number of blocks of 256 units, so that
/// no step can leave it. Lookups need valid UTF-8.
/// </summary>
internal sealed class PieceTrie(TrieUnit[] units, int longestPiece)
{
    /// <summary>Bytes of the longest piece, at least the 4 of a character.</summary>
    public int LongestPiece { get; } = Math.Max(longestPiece, 4);

    public TrieUnit[] Units { get; } = units;

    /// <summary>Length in bytes of the longest piece that the text starts with, 0 when there is none.</summary>
    public int LongestMatch(ReadOnlySpan<byte> text)
    {
        var (length, unit) = (0, Units[0]);
        for (var i = 0; i < text.Length; i++)
        {
            unit = Units[unit.Base ^ text[i]];
            if (unit.Label != text[i]) break;
            if (unit.Id >= 0) length = i + 1;
        }
        return length;
    }

    /// <summary>True when some piece starts with the byte.</summary>
    public bool HasPieceFrom(byte first) => Units[Units[0].Base ^ first].Label == first;
}
