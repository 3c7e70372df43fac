namespace ExT5.Data.Parquet;

/// <summary>Reads whole numbers written as packed differences (DELTA_BINARY_PACKED of Encodings.md).</summary>
internal static class DeltaReader
{
    /// <summary>Reads all values; returns the bytes they took.</summary>
    /// <param name="bytes">Where they stand.</param>
    /// <param name="into">As many places as there should be values.</param>
    public static int Read(ReadOnlySpan<byte> bytes, Span<long> into)
    {
        var place = 0;
        var (blockSize, miniblocks, count) = (Varint(bytes, ref place), Varint(bytes, ref place), Varint(bytes, ref place));
        if (count != (ulong)into.Length) throw new FormatException($"A page has {count} numbers where {into.Length} should be.");
        if (blockSize is 0 or > 1 << 20 || miniblocks is 0 or > 1 << 12 || blockSize % miniblocks != 0 || blockSize / miniblocks % 8 != 0)
            throw new FormatException("A page of differences has blocks of an impossible size.");
        var value = ZigZag(bytes, ref place);
        if (into.Length > 0) into[0] = value;
        for (var filled = 1; filled < into.Length;)
        {
            var least = ZigZag(bytes, ref place);
            var widths = Take(bytes, ref place, (int)miniblocks);
            foreach (var width in widths)
            {
                if (filled >= into.Length) break;
                if (width > 64) throw new FormatException($"Differences are said to have {width} bits.");
                var size = (int)(blockSize / miniblocks);
                var packed = Take(bytes, ref place, size / 8 * width);
                for (var i = 0; i < size && filled < into.Length; i++)
                    into[filled++] = value = unchecked(value + least + (long)Bits(packed, (long)i * width, width));
            }
        }
        return place;
    }

    private static ulong Bits(ReadOnlySpan<byte> packed, long bit, int width)
    {
        var value = 0UL;
        for (var i = 0; i < width;)
        {
            var place = bit + i;
            var count = Math.Min(8 - (int)(place & 7), width - i);
            value |= ((ulong)packed[(int)(place >> 3)] >> (int)(place & 7) & ((1UL << count) - 1)) << i;
            i += count;
        }
        return value;
    }

    private static long ZigZag(ReadOnlySpan<byte> bytes, ref int place)
    {
        var value = Varint(bytes, ref place);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int place)
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Take(bytes, ref place, 1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw new FormatException("A number in a page is longer than 10 bytes.");
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int place, int count)
    {
        if (count > bytes.Length - place) throw new FormatException("A page of differences ends too early.");
        place += count;
        return bytes.Slice(place - count, count);
    }
}
