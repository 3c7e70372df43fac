using System.Buffers.Binary;
using System.Numerics;

namespace ExT5.Data.Parquet;

/// <summary>A column of a batch; a value is read when it is asked for.</summary>
internal sealed class ArrowArray(
    ArrowField field, long length, bool hasNulls, IReadOnlyList<ArrowBuffer> buffers, IReadOnlyList<ArrowArray> children, ArrowArray[]? dictionary)
{
    private const int ValueBytes = 32;

    public long Length => length;

    public object? Value(long place, MemoryBudget budget)
    {
        if (place < 0 || place >= length) throw new FormatException($"Column '{field.Name}' has {length} values, and value {place} is asked for.");
        budget.Take(ValueBytes);
        // Without nulls the bits that tell of them may be left out.
        if (buffers.Count > 0 && hasNulls && buffers[0].Length > 0 && !buffers[0].Bit(place)) return null;
        if (dictionary is not null) return Indexed(buffers[1].Whole(place, field.IndexBits, signed: true), budget);
        return field.Kind switch
        {
            ArrowKind.Null => null,
            ArrowKind.Bool => buffers[1].Bit(place),
            ArrowKind.Int when field is { Width: 64, Signed: false } => ValueText.Unsigned(buffers[1].Int64(place)),
            ArrowKind.Int => buffers[1].Whole(place, field.Width, field.Signed),
            ArrowKind.Float => Float(place),
            ArrowKind.Text or ArrowKind.LargeText => ValueText.Utf8(Bytes(place, field.Kind == ArrowKind.LargeText, budget)),
            ArrowKind.Binary or ArrowKind.LargeBinary => Convert.ToBase64String(Bytes(place, field.Kind == ArrowKind.LargeBinary, budget)),
            ArrowKind.TextView => ValueText.Utf8(View(place, budget)),
            ArrowKind.BinaryView => Convert.ToBase64String(View(place, budget)),
            ArrowKind.FixedBinary => Convert.ToBase64String(buffers[1].Read(place * field.Width, field.Width)),
            ArrowKind.Struct => new DataRow(field.Names, [.. children.Select(child => child.Value(place, budget))]),
            ArrowKind.FixedList => Items(place * field.Width, (place + 1) * field.Width, budget),
            ArrowKind.List or ArrowKind.Map => Items(buffers[1].Int32(place), buffers[1].Int32(place + 1), budget),
            ArrowKind.LargeList => Items(buffers[1].Int64(place), buffers[1].Int64(place + 1), budget),
            _ => Moment(place),
        };
    }

    private object? Indexed(long index, MemoryBudget budget)
    {
        foreach (var part in dictionary!)
        {
            if (index >= 0 && index < part.Length) return part.Value(index, budget);
            index -= part.Length;
        }
        throw new FormatException($"Column '{field.Name}' asks for an entry that its dictionary does not have.");
    }

    private double Float(long place) => field.Width switch
    {
        16 => (double)BitConverter.ToHalf(buffers[1].Read(place * 2, 2)),
        32 => BitConverter.Int32BitsToSingle((int)buffers[1].Int32(place)),
        _ => BitConverter.Int64BitsToDouble(buffers[1].Int64(place)),
    };

    private object Moment(long place) => field.Kind switch
    {
        ArrowKind.Date => ValueText.Date(field.Width == 32 ? buffers[1].Int32(place) : ValueText.Floor(buffers[1].Int64(place), 86_400_000)),
        ArrowKind.Time => ValueText.Time(buffers[1].Whole(place, field.Width, signed: true), field.Unit),
        ArrowKind.Timestamp => ValueText.Timestamp(buffers[1].Int64(place), field.Unit, field.Utc),
        ArrowKind.Duration => buffers[1].Int64(place),
        _ => ValueText.Decimal(new BigInteger(buffers[1].Read(place * (field.Width / 8), field.Width / 8)), field.Scale),
    };

    private byte[] Bytes(long place, bool large, MemoryBudget budget)
    {
        var (start, end) = large
            ? (buffers[1].Int64(place), buffers[1].Int64(place + 1))
            : (buffers[1].Int32(place), buffers[1].Int32(place + 1));
        if (start < 0 || end < start) throw new FormatException($"Column '{field.Name}' has a text that ends before it starts.");
        budget.Take(end - start);
        return buffers[2].Read(start, end - start);
    }

    // Up to 12 bytes stand in the view itself; for longer ones it tells the buffer and the place.
    private byte[] View(long place, MemoryBudget budget)
    {
        var view = buffers[1].Read(place * 16, 16);
        var size = BinaryPrimitives.ReadInt32LittleEndian(view);
        budget.Take(size);
        if (size <= 12) return view[4..(4 + size)];
        var (buffer, start) = (BinaryPrimitives.ReadInt32LittleEndian(view.AsSpan(8)), BinaryPrimitives.ReadInt32LittleEndian(view.AsSpan(12)));
        if (buffer < 0 || buffer >= buffers.Count - 2) throw new FormatException($"Column '{field.Name}' asks for a buffer that it does not have.");
        return buffers[2 + buffer].Read(start, size);
    }

    private List<object?> Items(long start, long end, MemoryBudget budget)
    {
        if (start < 0 || end < start || end > children[0].Length) throw new FormatException($"Column '{field.Name}' has a list that lies outside of its items.");
        var items = new List<object?>();
        for (var place = start; place < end; place++) items.Add(children[0].Value(place, budget));
        return items;
    }
}
