using System.Buffers.Binary;
using System.Numerics;

namespace ExT5.Data.Parquet;

/// <summary>Reads the pages of a column chunk.</summary>
internal sealed class ColumnReader(SchemaNode leaf, ColumnChunk chunk, MemoryBudget budget)
{
    private readonly ColumnValues _column = new(leaf, budget);
    private long[]? _dictionary;

    public ColumnValues Read(ByteStore file, int rows)
    {
        var bytes = BytesOf(file);
        for (var place = 0; _column.Count < chunk.Values;)
        {
            if (place >= bytes.Length) throw new FormatException($"It has {_column.Count:N0} values, and {chunk.Values:N0} should be there.");
            var header = PageHeader.Read(bytes.AsSpan(place), out var length);
            place += length;
            if (header.PackedBytes > bytes.Length - place) throw new FormatException("A page is longer than its column.");
            Page(header, bytes.AsSpan(place, header.PackedBytes));
            place += header.PackedBytes;
        }
        if (_column.Count > chunk.Values) throw new FormatException($"It has more than the {chunk.Values:N0} values that should be there.");
        _column.FinishRows(rows);
        return _column;
    }

    private byte[] BytesOf(ByteStore file)
    {
        if (chunk.InOtherFile) throw new FormatException("Its values are said to be in another file.");
        var start = chunk.DictionaryOffset > 0 ? Math.Min(chunk.DictionaryOffset, chunk.DataOffset) : chunk.DataOffset;
        if (start > file.Length || chunk.PackedBytes > file.Length - start) throw new FormatException("Its values are said to lie behind the end of the file.");
        if (chunk.PackedBytes > Array.MaxLength) throw new FormatException("It has more than 2 GiB in a row group.");
        var bytes = new byte[chunk.PackedBytes];
        return file.TryReadExactly(bytes, start) ? bytes : throw new FormatException("The file became shorter after it was opened.");
    }

    private void Page(PageHeader header, ReadOnlySpan<byte> packed)
    {
        if (header.Type == PageHeader.Index) return;
        var levels = header.Type == PageHeader.DataV2 ? header.RepetitionBytes + (long)header.DefinitionBytes : 0;
        if (levels > packed.Length || levels > header.UnpackedBytes) throw new FormatException("The levels of a page are longer than the page.");
        var unpacked = Unpacked(header, packed[(int)levels..], header.UnpackedBytes - (int)levels);
        if (header.Type == PageHeader.Dictionary) Dictionary(header, unpacked);
        else if (header.Type == PageHeader.Data) Data(header, unpacked);
        else if (header.Type == PageHeader.DataV2) DataV2(header, packed, unpacked);
        else throw new FormatException($"A page has the unknown type {header.Type}.");
    }

    private ReadOnlySpan<byte> Unpacked(PageHeader header, ReadOnlySpan<byte> packed, int length)
    {
        if (chunk.Codec == 0 || !header.IsPacked) return packed;
        // Pages come one after the other; each one's memory is free again behind it.
        budget.CheckPart(packed.Length, length);
        var into = new byte[length];
        if (length > 0) BlockCodec.Unpack(chunk.Codec, packed, into);
        return into;
    }

    private void Dictionary(PageHeader header, ReadOnlySpan<byte> bytes)
    {
        if (_dictionary is not null) throw new FormatException("It has two dictionaries.");
        budget.Take(header.Values * 8L);
        _dictionary = new long[header.Values];
        new PageValues(_column, bytes).Read(encoding: 0, null, _dictionary);
    }

    private void Data(PageHeader header, ReadOnlySpan<byte> bytes)
    {
        CheckCount(header.Values);
        if (leaf.Repetition > 0) Levels(Prefixed(ref bytes), leaf.Repetition, header.Values, _column.Repetitions);
        if (leaf.Definition > 0) Levels(Prefixed(ref bytes), leaf.Definition, header.Values, _column.Definitions);
        Values(header, bytes);
    }

    private void DataV2(PageHeader header, ReadOnlySpan<byte> packed, ReadOnlySpan<byte> bytes)
    {
        CheckCount(header.Values);
        if (leaf.Repetition > 0) Levels(packed[..header.RepetitionBytes], leaf.Repetition, header.Values, _column.Repetitions);
        if (leaf.Definition > 0)
            Levels(packed.Slice(header.RepetitionBytes, header.DefinitionBytes), leaf.Definition, header.Values, _column.Definitions);
        Values(header, bytes);
    }

    private void Values(PageHeader header, ReadOnlySpan<byte> bytes)
    {
        var count = header.Values;
        if (leaf.Definition > 0)
        {
            count = 0;
            foreach (var definition in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_column.Definitions)[^header.Values..])
                if (definition == leaf.Definition) count++;
        }
        var values = new long[count];
        new PageValues(_column, bytes).Read(header.Encoding, _dictionary, values);
        _column.Add(values, header.Values);
    }

    private void CheckCount(int values)
    {
        if (values > chunk.Values - _column.Count) throw new FormatException("Its pages have more values than it should.");
        // Levels; then the numbers decoded for the page, and as many kept.
        budget.Take(values * 2L);
        if (values * 16L > budget.Limit - budget.Taken) throw new FormatException($"A page has {values:N0} values, more than memory is allowed for.");
    }

    private static ReadOnlySpan<byte> Prefixed(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var length && length > bytes.Length - 4)
            throw new FormatException("The levels of a page are longer than the page.");
        var levels = bytes.Slice(4, (int)length);
        bytes = bytes[(4 + (int)length)..];
        return levels;
    }

    private static void Levels(ReadOnlySpan<byte> bytes, int greatest, int count, List<byte> into)
    {
        var runs = new RleReader(bytes, BitOperations.Log2((uint)greatest) + 1);
        Span<int> part = stackalloc int[256];
        while (count > 0)
        {
            var next = Math.Min(count, part.Length);
            runs.Read(part[..next]);
            foreach (var level in part[..next])
                into.Add(level <= greatest ? (byte)level : throw new FormatException($"A level is {level}, above the greatest of {greatest}."));
            count -= next;
        }
    }
}
