using System.Buffers.Binary;

namespace ExT5.Data.Parquet;

/// <summary>A record batch or a dictionary as its header says it: rows, nulls and buffers of each column.</summary>
internal sealed class ArrowBody
{
    private readonly long[] _nodes, _buffers, _variadic;
    private readonly int _codec;
    private readonly long _start, _length;

    public ArrowBody(FlatTable batch, long start, long length)
    {
        (_start, _length) = (start, length);
        Rows = batch.Int64(0);
        (_nodes, _buffers, _variadic) = (batch.Numbers(1, each: 2), batch.Numbers(2, each: 2), batch.Numbers(4, each: 1));
        _codec = batch.Table(3) is { } compression ? compression.Byte(0) : -1;
        if (_codec is < -1 or > 1) throw new FormatException($"The codec {_codec} is not known; LZ4 and zstd are.");
        if (Rows is < 0 or > int.MaxValue) throw new FormatException($"A batch is said to have {Rows} rows.");
    }

    public long Rows { get; }

    /// <summary>The columns, over the file when nothing is packed.</summary>
    public ArrowArray[] Read(IReadOnlyList<ArrowField> fields, ByteStore file, Func<long, ArrowArray[]> dictionary, MemoryBudget budget,
        bool ofDictionary = false)
    {
        var cursor = new Cursor(this, file, dictionary, budget);
        return [.. fields.Select(field => cursor.Array(field, !ofDictionary && field.DictionaryId is not null))];
    }

    private sealed class Cursor(ArrowBody body, ByteStore file, Func<long, ArrowArray[]> dictionary, MemoryBudget budget)
    {
        private int _node, _buffer, _view;

        public ArrowArray Array(ArrowField field, bool indexed)
        {
            if (2 * _node >= body._nodes.Length) throw new FormatException($"Column '{field.Name}' has no values.");
            var (length, nulls) = (body._nodes[2 * _node], body._nodes[2 * _node + 1]);
            _node++;
            if (length < 0) throw new FormatException($"Column '{field.Name}' is said to have {length} values.");
            var buffers = new List<ArrowBuffer>();
            var count = indexed ? 2 : BuffersOf(field.Kind);
            if (!indexed && field.Kind is ArrowKind.TextView or ArrowKind.BinaryView)
                count += (int)Math.Min(_view < body._variadic.Length ? body._variadic[_view++] : 0, body._buffers.Length);
            for (var i = 0; i < count; i++) buffers.Add(Next(field));
            ArrowArray[] children = indexed ? [] : [.. field.Children.Select(child => Array(child, child.DictionaryId is not null))];
            return new ArrowArray(field, length, nulls != 0, buffers, children, indexed ? dictionary(field.DictionaryId!.Value) : null);
        }

        private ArrowBuffer Next(ArrowField field)
        {
            if (2 * _buffer >= body._buffers.Length) throw new FormatException($"Column '{field.Name}' has too few buffers.");
            var (offset, length) = (body._buffers[2 * _buffer], body._buffers[2 * _buffer + 1]);
            _buffer++;
            if (offset < 0 || length < 0 || offset > body._length - length) throw new FormatException($"A buffer of column '{field.Name}' lies outside of its batch.");
            var packed = new ArrowBuffer(file, body._start + offset, length);
            return body._codec < 0 || length == 0 ? packed : Unpacked(packed);
        }

        private ArrowBuffer Unpacked(ArrowBuffer packed)
        {
            var length = packed.Int64(0);
            var bytes = packed.Read(8, packed.Length - 8);
            if (length == 0) return new ArrowBuffer(new MemoryBytes(default), 0, 0);
            if (length > 0) budget.CheckPart(bytes.Length, length);
            budget.Take(length < 0 ? bytes.Length : length);
            if (length < 0) return new ArrowBuffer(new MemoryBytes(bytes), 0, bytes.Length);
            if (length > System.Array.MaxLength) throw new FormatException("A buffer has more than 2 GiB.");
            var into = new byte[length];
            if (body._codec == 0) Lz4.UnpackFrame(bytes, into);
            else BlockCodec.Zstd(bytes, into);
            return new ArrowBuffer(new MemoryBytes(into), 0, length);
        }
    }

    private static int BuffersOf(ArrowKind kind) => kind switch
    {
        ArrowKind.Null => 0,
        ArrowKind.Struct or ArrowKind.FixedList => 1,
        ArrowKind.Text or ArrowKind.Binary or ArrowKind.LargeText or ArrowKind.LargeBinary => 3,
        _ => 2,
    };
}
