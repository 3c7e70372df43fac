using System.Buffers.Binary;
using System.Numerics;

namespace ExT5.Data;

/// <summary>A word, or a later part of one, of up to 23 bytes; which of both and its length are in the last byte.</summary>
internal readonly record struct WordKey(ulong First, ulong Second, ulong Third)
{
    public const int MaxBytes = 23;

    private const int LengthShift = 56;
    private const ulong Later = 1ul << 63;
    private const ulong Mix = 0x9E3779B97F4A7C15;

    /// <summary>The same text as a later part: no space symbol is before it.</summary>
    public WordKey AsLaterPart => this with { Third = Third | Later };

    /// <summary>Reads a word; 24 bytes from its begin must be readable.</summary>
    public static WordKey Of(ReadOnlySpan<byte> text, int length)
    {
        var (first, second, third) = (Word(text), 0ul, (ulong)length << LengthShift);
        if (length < 8) return new WordKey(Low(first, length), 0, third);
        if (length > 8) second = Low(Word(text[8..]), Math.Min(length - 8, 8));
        if (length > 16) third |= Low(Word(text[16..]), length - 16);
        return new WordKey(first, second, third);
    }

    /// <summary>A number whose upper bits differ for different words.</summary>
    public ulong Hash()
    {
        var hash = (First ^ BitOperations.RotateLeft(Second * Mix, 29) ^ BitOperations.RotateLeft(Third * Mix, 43)) * Mix;
        return (hash ^ hash >> 32) * Mix;
    }

    private static ulong Word(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text);

    private static ulong Low(ulong word, int bytes) => bytes == 8 ? word : word & (1ul << 8 * bytes) - 1;
}
