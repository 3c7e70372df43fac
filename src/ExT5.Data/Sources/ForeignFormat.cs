using System.Text;

namespace ExT5.Data;

/// <summary>Formats that are not read, known by their first bytes; an error says what a file is and what to do.</summary>
internal static class ForeignFormat
{
    private const int LargestPointer = 1024, TarMagicAt = 257;
    private const string Unpacked = "Unpack it, or pack it with gzip or zstd, which are read.";

    private static readonly (byte[] Start, string Name, string Advice)[] Known =
    [
        ([.. "BZh"u8], "packed with bzip2", Unpacked),
        ([0xFD, .. "7zXZ\0"u8], "packed with xz", Unpacked),
        ([.. "LZIP\x01"u8], "packed with lzip", Unpacked),
        ([0x04, 0x22, 0x4D, 0x18], "packed with LZ4", Unpacked),
        ([0x02, 0x21, 0x4C, 0x18], "packed with LZ4", Unpacked),
        ([0xFF, 0x06, 0, 0, .. "sNaPpY"u8], "packed with Snappy", Unpacked),
        ([0x1F, 0x9D], "packed with compress", Unpacked),
        ([0x89, .. "LZO\0"u8], "packed with lzop", Unpacked),
        ([.. "PK\x03\x04"u8], "a ZIP archive", "Unpack it and name the files inside."),
        ([.. "PK\x05\x06"u8], "a ZIP archive", "It is empty."),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "Unpack it and name the files inside."),
        ([.. "Rar!\x1A\x07"u8], "a RAR archive", "Unpack it and name the files inside."),
        ([.. "PAR1"u8], "Parquet", "Read it with ParquetSource of ExT5.Data.Parquet."),
        ([.. "PARE"u8], "encrypted Parquet", "Decrypt it first."),
        ([.. "ARROW1"u8], "Arrow", "Read it with ArrowSource of ExT5.Data.Parquet."),
        ([.. "ORC"u8], "ORC", "Convert it to Parquet."),
        ([.. "Obj\x01"u8], "Avro", "Convert it to Parquet or JSON lines."),
        ([.. "SQLite format 3\0"u8], "a SQLite database", "Export the table as CSV or JSON lines."),
        ([0x89, .. "HDF\r\n\x1A\n"u8], "HDF5", "Convert it to Parquet or JSON lines."),
        ([0x93, .. "NUMPY"u8], "a NumPy array", "Convert it to Parquet or JSON lines."),
    ];

    private static ReadOnlySpan<byte> BlockOfBzip => [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

    private static ReadOnlySpan<byte> EndOfBzip => [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

    /// <summary>Refuses a file by the start of its bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Its first bytes, unpacked when it is packed; 512 tell all formats.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="wanted">What the source reads; this format is let through.</param>
    /// <exception cref="DataSourceException">The file is in a format that is not read here.</exception>
    public static void Refuse(string path, ReadOnlySpan<byte> start, long length, string wanted = "text")
    {
        if (IsPointer(start, length))
            throw new DataSourceException(path, null,
                "This is a Git LFS pointer, not the data: Git LFS was not installed when the repository was fetched. " +
                "Install it and run 'git lfs pull' there.");
        if (PackedFile.FormatOf(start) is { } packed && wanted != "text")
            throw new DataSourceException(path, null, $"This is packed with {packed.Name}, and {wanted} packs its own parts. Unpack it.");
        if (Of(start) is { } found && found.Name != wanted)
            throw new DataSourceException(path, null, $"This is {found.Name}, not {wanted}. {found.Advice}");
    }

    private static (string Name, string Advice)? Of(ReadOnlySpan<byte> start)
    {
        foreach (var (magic, name, advice) in Known)
            if (start.StartsWith(magic) && IsSure(start, magic)) return (name, advice);
        return start.Length > TarMagicAt + 5 && start[TarMagicAt..].StartsWith("ustar"u8)
            ? ("a tar archive", "Unpack it and name the files inside.")
            : null;
    }

    // Letters alone may start a text too: what follows must be what the format has there.
    private static bool IsSure(ReadOnlySpan<byte> start, ReadOnlySpan<byte> magic)
    {
        if (magic.SequenceEqual("BZh"u8))
            return start.Length >= 10 && start[3] is >= (byte)'1' and <= (byte)'9'
                && (start[4..].StartsWith(BlockOfBzip) || start[4..].StartsWith(EndOfBzip));
        return !Ascii.IsValid(magic) || magic.ContainsAnyInRange((byte)0, (byte)8) || start.ContainsAnyInRange((byte)0, (byte)8);
    }

    // The specification: less than 1,024 bytes of UTF-8, and the version comes first.
    private static bool IsPointer(ReadOnlySpan<byte> start, long length) =>
        length < LargestPointer && start.IndexOf("oid sha256:"u8) > 0
        && (start.StartsWith("version https://git-lfs"u8) || start.StartsWith("version https://hawser."u8) || start.StartsWith("version http://git-media."u8));
}
