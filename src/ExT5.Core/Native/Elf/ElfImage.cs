using System.Buffers.Binary;
using System.Text;

namespace ExT5.Core;

/// <summary>A 64-bit little-endian x86-64 shared library in memory; every read is checked against its end.</summary>
/// <remarks>Layout: System V ABI, chapters 4 and 5. Damaged files raise <see cref="InvalidDataException"/>.</remarks>
internal sealed class ElfImage
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56, SectionHeaderSize = 64;
    private const uint LoadSegment = 1, DynamicSegment = 2, DynamicSymbolSection = 11;
    private readonly byte[] _bytes;
    private readonly List<Segment> _loaded = [];

    public ElfImage(byte[] bytes)
    {
        _bytes = bytes;
        Require(bytes.Length >= HeaderSize && bytes.AsSpan().StartsWith("\u007fELF"u8), "it is not an ELF file");
        Require(bytes[4] == 2 && bytes[5] == 1, "it is not 64-bit little-endian");
        Require(U16(16) == 3 && U16(18) == 62, "it is not an x86-64 shared library");
        Require(U16(54) == ProgramHeaderSize && U16(58) == SectionHeaderSize, "its header sizes are unknown");
        ReadProgramHeaders();
    }

    /// <summary>File range of the dynamic table.</summary>
    public Segment Dynamic { get; private set; }

    public ushort U16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, 2));

    public uint U32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, 4));

    public ulong U64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(offset, 8));

    /// <summary>The zero-terminated text at an offset that ends before <paramref name="end"/>.</summary>
    public string Text(ulong offset, ulong end)
    {
        Require(offset < end, "a name lies outside its table");
        var bytes = Bytes(offset, end - offset);
        var length = bytes.IndexOf((byte)0);
        Require(length >= 0, "a name has no end");
        return Encoding.Latin1.GetString(bytes[..length]);
    }

    /// <summary>Where in the file the loader takes the bytes at a virtual address from.</summary>
    public ulong OffsetOf(ulong address, ulong size)
    {
        foreach (var segment in _loaded)
            if (address >= segment.Address && address - segment.Address <= segment.Size
                && size <= segment.Size - (address - segment.Address))
                return segment.Offset + (address - segment.Address);
        throw new InvalidDataException($"the address 0x{address:x} lies in no loaded segment");
    }

    /// <summary>The section that lists the dynamic symbols; the dynamic table itself does not give its length.</summary>
    public Segment DynamicSymbols()
    {
        var table = U64(40);
        Require(table <= (ulong)_bytes.Length, "its section headers lie outside the file");
        for (var i = 0ul; i < U16(60); i++)
        {
            var header = table + i * SectionHeaderSize;
            if (U32(header + 4) == DynamicSymbolSection)
                return Checked(new(U64(header + 16), U64(header + 24), U64(header + 32)));
        }
        throw new InvalidDataException("it has no dynamic symbol section");
    }

    public static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidDataException(otherwise);
    }

    private void ReadProgramHeaders()
    {
        var table = U64(32);
        Require(table <= (ulong)_bytes.Length, "its program headers lie outside the file");
        for (var i = 0ul; i < U16(56); i++)
        {
            var header = table + i * ProgramHeaderSize;
            var segment = new Segment(U64(header + 16), U64(header + 8), U64(header + 32));
            if (U32(header) == LoadSegment)
                _loaded.Add(Checked(segment));
            else if (U32(header) == DynamicSegment)
                Dynamic = Checked(segment);
        }
        Require(Dynamic.Size > 0, "it has no dynamic table");
    }

    private Segment Checked(Segment segment)
    {
        Bytes(segment.Offset, segment.Size);
        return segment;
    }

    private ReadOnlySpan<byte> Bytes(ulong offset, ulong size)
    {
        var length = (ulong)_bytes.Length;
        Require(offset <= length && size <= length - offset, $"it ends before offset {offset} + {size}");
        return _bytes.AsSpan((int)offset, (int)size);
    }

    /// <summary>A piece of the file and the virtual address it is mapped to.</summary>
    internal readonly record struct Segment(ulong Address, ulong Offset, ulong Size);
}
