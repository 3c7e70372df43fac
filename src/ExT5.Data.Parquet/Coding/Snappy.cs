namespace ExT5.Data.Parquet;

/// <summary>Unpacks a Snappy block (format_description.txt of google/snappy).</summary>
internal static class Snappy
{
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        var (place, filled) = (0, 0);
        if (LengthOf(packed, ref place) != into.Length) throw Damaged();
        while (place < packed.Length)
        {
            int tag = packed[place++];
            if ((tag & 3) == 0)
            {
                var length = LiteralLength(packed, ref place, tag >> 2);
                if (length > packed.Length - place || length > into.Length - filled) throw Damaged();
                packed.Slice(place, (int)length).CopyTo(into[filled..]);
                (place, filled) = (place + (int)length, filled + (int)length);
                continue;
            }

            var (count, distance) = CopyOf(packed, ref place, tag);
            if (distance == 0 || distance > filled || count > into.Length - filled) throw Damaged();
            Lz4.CopyWithin(into, filled, (int)distance, count);
            filled += count;
        }
        if (filled != into.Length) throw Damaged();
    }

    private static long LengthOf(ReadOnlySpan<byte> packed, ref int place)
    {
        var length = 0L;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (place >= packed.Length) throw Damaged();
            var part = packed[place++];
            length |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return length;
        }
        throw Damaged();
    }

    private static long LiteralLength(ReadOnlySpan<byte> packed, ref int place, int code) =>
        code < 60 ? code + 1 : Number(packed, ref place, code - 59) + 1L;

    private static (int Count, long Distance) CopyOf(ReadOnlySpan<byte> packed, ref int place, int tag) => (tag & 3) switch
    {
        1 => (((tag >> 2) & 7) + 4, ((long)(tag >> 5) << 8) | Number(packed, ref place, 1)),
        2 => ((tag >> 2) + 1, Number(packed, ref place, 2)),
        _ => ((tag >> 2) + 1, Number(packed, ref place, 4)),
    };

    private static uint Number(ReadOnlySpan<byte> packed, ref int place, int bytes)
    {
        if (bytes > packed.Length - place) throw Damaged();
        var number = 0U;
        for (var i = 0; i < bytes; i++) number |= (uint)packed[place++] << (8 * i);
        return number;
    }

    private static FormatException Damaged() => new("A Snappy block is damaged.");
}
