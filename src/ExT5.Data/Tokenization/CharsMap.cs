using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>
/// The character map of a SentencePiece normalizer (NFKC and its variants): a darts-clone double array from UTF-8
/// sequences to places in a block of NUL-terminated replacements. Layout: trie size (4 bytes), trie, replacements.
/// </summary>
internal sealed class CharsMap
{
    /// <summary>Larger maps are refused (8 MiB; T5's has 0.2).</summary>
    public const int MaxBytes = 8 << 20;

    private readonly uint[] _units;
    private readonly byte[] _replacements;

    private CharsMap(uint[] units, byte[] replacements) => (_units, _replacements) = (units, replacements);

    public int UnitCount => _units.Length;

    public static CharsMap Read(ModelFile file, ByteRange range)
    {
        var bytes = range.In(file.Bytes);
        if (bytes.Length is > MaxBytes or < 9)
            throw file.Refused(range.Offset, $"the character map has {bytes.Length} bytes; 9 to {MaxBytes} are allowed.");
        var trieBytes = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (trieBytes is 0 || trieBytes % 4 != 0 || trieBytes > bytes.Length - 5)
            throw file.Refused(range.Offset, $"the character map's trie has {trieBytes} bytes; a multiple of 4 up to {bytes.Length - 5} is allowed.");
        if (bytes[^1] != 0)
            throw file.Refused(range.Offset, "the character map's last replacement does not end in NUL.");
        var units = new uint[trieBytes / 4];
        for (var i = 0; i < units.Length; i++) units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 + 4 * i)..]);
        var map = new CharsMap(units, bytes[(4 + (int)trieBytes)..].ToArray());
        CharsMapCheck.Run(map, rule => file.Refused(range.Offset, rule));
        return map;
    }

    /// <summary>Finds the longest rule that the text starts with.</summary>
    /// <returns>Its length in bytes, 0 when there is none.</returns>
    public int LongestMatch(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var (length, value) = (0, 0);
        var children = Children(0);
        for (var i = 0; i < text.Length && Child(children, text[i]) is >= 0 and var unit; i++)
        {
            children = Children(unit);
            if (ValueOf(unit) is >= 0 and var found) (length, value) = (i + 1, found);
        }
        replacement = length == 0 ? default : Replacement(value);
        return length;
    }

    public ReadOnlySpan<byte> Replacement(int value)
        => MemoryMarshal.CreateReadOnlySpan(ref _replacements[value], _replacements.AsSpan(value).IndexOf((byte)0));

    public int ReplacementBytes => _replacements.Length;

    /// <summary>Where the children of a unit start; child <c>b</c> is at this number XOR <c>b</c>.</summary>
    public uint Children(int unit)
    {
        var word = _units[unit];
        return (uint)unit ^ (word >> 10 << (int)((word & (1u << 9)) >> 6));
    }

    /// <summary>The child for a byte, or -1.</summary>
    public int Child(uint children, byte label)
    {
        var place = children ^ label;
        return place < (uint)_units.Length && (_units[place] & (1u << 31 | 0xFF)) == label ? (int)place : -1;
    }

    /// <summary>Where the replacement of a unit starts, or -1 when no rule ends there.</summary>
    public int ValueOf(int unit)
    {
        if ((_units[unit] >> 8 & 1) == 0) return -1;
        var place = Children(unit);
        return place < (uint)_units.Length ? (int)(_units[place] & int.MaxValue) : -1;
    }
}
