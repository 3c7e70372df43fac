using System.Buffers.Binary;
using System.Text;

namespace ExT5.Data.Tests;

/// <summary>Writes SentencePiece model files, right and wrong ones.</summary>
internal sealed class ModelBytes
{
    public const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Byte = 6;

    private readonly List<byte> _bytes = [];

    public static byte[] Tiny => new ModelBytes().Specials().Words().Trainer().Normalizer().ToArray();

    public ModelBytes Piece(string text, float score = -1, int type = Normal) => Piece(Encoding.UTF8.GetBytes(text), score, type);

    public ModelBytes Piece(byte[] text, float score, int type)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bits, score);
        return Field(1, [.. Delimited(1, text), 0x15, .. bits, 0x18, (byte)type]);
    }

    public ModelBytes Specials() => Piece("<pad>", 0, Control).Piece("</s>", 0, Control).Piece("<unk>", 0, Unknown);

    public ModelBytes Words()
    {
        foreach (var piece in "▁ a b c ab ▁a ▁ab bc abc é ▁é ▁the t h e th he the".Split(' ')) Piece(piece, -piece.Length / 3f);
        return Piece("<mark>", 0, UserDefined);
    }

    public ModelBytes Trainer(int pad = 0, int eos = 1, int bos = -1, int type = 1, bool byteFallback = false)
        => Field(2, [0x18, .. Varint(type), .. Varint(35 << 3), (byte)(byteFallback ? 1 : 0), .. Varint(41 << 3), .. Varint(bos), .. Varint(42 << 3), .. Varint(eos), .. Varint(43 << 3), .. Varint(pad)]);

    public ModelBytes Normalizer(byte[]? charsMap = null) => Field(3, Delimited(2, charsMap ?? CharsMap()));

    /// <summary>A character map with the one rule A -> a; its double array has 512 units.</summary>
    public static byte[] CharsMap(Action<uint[]>? change = null, string replacements = "a\0")
    {
        var units = new uint[512];
        Array.Fill(units, 1u << 31);
        units[0] = 0x100u << 10;
        units[0x141] = 0x40u << 10 | 1 << 8 | 'A';
        units[0x101] = 1u << 31;
        change?.Invoke(units);
        var bytes = new byte[4 + 4 * units.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 4 * units.Length);
        Buffer.BlockCopy(units, 0, bytes, 4, 4 * units.Length);
        return [.. bytes, .. Encoding.UTF8.GetBytes(replacements)];
    }

    public ModelBytes Field(int number, byte[] content)
    {
        _bytes.AddRange(Delimited(number, content));
        return this;
    }

    public ModelBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private static byte[] Delimited(int number, byte[] content) => [.. Varint(number << 3 | 2), .. Varint(content.Length), .. content];

    private static IEnumerable<byte> Varint(long value)
    {
        var rest = unchecked((ulong)value);
        for (; rest >= 0x80; rest >>= 7) yield return (byte)(rest | 0x80);
        yield return (byte)rest;
    }
}
