using System.Buffers.Binary;
using System.Collections.Immutable;

namespace ExT5.Data.Parquet;

/// <summary>An Arrow file or stream (IPC): its schema, and where its batches and dictionaries stand.</summary>
internal sealed class ArrowFile
{
    private const int SchemaMessage = 1, DictionaryMessage = 2, BatchMessage = 3, MaxHeaderBytes = 64 << 20, ColumnBytes = 512;
    private readonly ByteStore _bytes;
    private readonly FileSourceOptions _options;
    private readonly List<(ArrowBody Body, ImmutableDictionary<long, ImmutableList<ArrowBody>> Dictionaries)> _batches = [];
    private ImmutableDictionary<long, ImmutableList<ArrowBody>> _dictionaries = ImmutableDictionary<long, ImmutableList<ArrowBody>>.Empty;
    private ArrowField[]? _fields;
    private Dictionary<long, ArrowField> _dictionaryFields = [];
    private string[] _names = [];
    private long _headerBytes;

    public ArrowFile(ByteStore bytes, FileSourceOptions options)
    {
        (_bytes, _options) = (bytes, options);
        var head = new byte[Magic.Length];
        if (bytes.TryReadExactly(head, 0) && head.AsSpan().SequenceEqual(Magic)) Blocks();
        else
            for (var place = 0L; Message(ref place);) { }
        if (_fields is null) throw new FormatException("The file has no schema, so it is not an Arrow file or stream.");
    }

    private static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    /// <summary>Rows of each batch.</summary>
    public IEnumerable<long> RowsOfBatches => _batches.Select(batch => batch.Body.Rows);

    /// <summary>The columns of a batch and the memory that unpacking took.</summary>
    public (ArrowArray[] Columns, long Bytes) ReadBatch(int number)
    {
        var ((body, dictionaries), budget) = (_batches[number], MemoryBudget.ForFile(_bytes.Length, _options));
        var read = new Dictionary<long, ArrowArray[]>();
        return (body.Read(_fields!, _bytes, id => Dictionary(id, 0), budget), budget.Taken + ColumnBytes * _fields!.Length);

        ArrowArray[] Dictionary(long id, int depth)
        {
            if (read.TryGetValue(id, out var known)) return known;
            if (depth > 8) throw new FormatException("Dictionaries hold each other.");
            if (!dictionaries.TryGetValue(id, out var parts)) throw new FormatException($"The dictionary {id} is missing.");
            return read[id] = [.. parts.Select(part => part.Read(
                [_dictionaryFields[id]], _bytes, inner => Dictionary(inner, depth + 1), budget, ofDictionary: true)[0])];
        }
    }

    public DataRow Row(ArrowArray[] columns, int row)
    {
        var budget = new MemoryBudget(4L * _options.MaxRowBytes, "MaxRowBytes");
        return new DataRow(_names, [.. columns.Select(column => column.Value(row, budget))]);
    }

    // A file, unlike a stream, says at its end where everything stands.
    private void Blocks()
    {
        var tail = new byte[sizeof(int) + Magic.Length];
        if (!_bytes.TryReadExactly(tail, Math.Max(0, _bytes.Length - tail.Length)) || !tail.AsSpan(sizeof(int)).SequenceEqual(Magic)) throw CutShort();
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 4 || length > MaxHeaderBytes || length > _bytes.Length - tail.Length) throw CutShort();
        var header = new byte[length];
        if (!_bytes.TryReadExactly(header, _bytes.Length - tail.Length - length)) throw CutShort();
        var footer = FlatTable.Root(header);
        Schema(footer.Table(1) ?? throw new FormatException("The file has no schema."));
        const int numbersOfBlock = 3;
        long[] blocks = [.. footer.Numbers(2, numbersOfBlock), .. footer.Numbers(3, numbersOfBlock)];
        for (var block = 0; block < blocks.Length; block += numbersOfBlock)
        {
            var place = blocks[block];
            if (place < 0 || !Message(ref place)) throw new FormatException("The file says that a batch stands where there is none.");
        }
    }

    // A message: four bytes FF, length of its header, header, body. Older files leave the first four bytes out.
    private bool Message(ref long place)
    {
        var number = new byte[4];
        if (!_bytes.TryReadExactly(number, place)) return Ended(place);
        var length = BinaryPrimitives.ReadInt32LittleEndian(number);
        place += 4;
        if (length == -1)
        {
            if (!_bytes.TryReadExactly(number, place)) throw CutShort();
            length = BinaryPrimitives.ReadInt32LittleEndian(number);
            place += 4;
        }
        if (length == 0) return false;
        if (length is < 0 or > MaxHeaderBytes) throw new FormatException("The file is not Arrow, or damaged: the header of a message has an impossible length.");
        if (length > _bytes.Length - place) throw CutShort();
        // Blocks may point to the same header any number of times.
        _headerBytes += length;
        if (_headerBytes > _bytes.Length) throw new FormatException("The file has more bytes of headers than bytes: batches stand in each other.");
        var header = new byte[length];
        if (!_bytes.TryReadExactly(header, place)) throw CutShort();
        place += length;
        var message = FlatTable.Root(header);
        var body = message.Int64(3);
        if (body < 0 || body > _bytes.Length - place) throw CutShort();
        Take(message, place, body);
        place += body;
        return true;
    }

    private bool Ended(long place) => place == _bytes.Length ? false : throw CutShort();

    private void Take(FlatTable message, long start, long length)
    {
        var (kind, header) = (message.Byte(1), message.Table(2) ?? throw new FormatException("A message has no header."));
        if (kind == SchemaMessage)
        {
            if (_fields is not null) throw new FormatException("The file has two schemas.");
            Schema(header);
        }
        else if (_fields is null) throw new FormatException("The file does not start with its schema.");
        else if (kind == BatchMessage) _batches.Add((new ArrowBody(header, start, length), _dictionaries));
        else if (kind == DictionaryMessage) Dictionary(header, start, length);
        else throw new FormatException($"A message of the kind {kind} is not read.");
    }

    private void Schema(FlatTable header)
    {
        _fields = ArrowField.Read(header);
        if (_fields.Length == 0) throw new FormatException("The file has no columns.");
        _names = [.. _fields.Select(field => field.Name)];
        if (_names.Distinct().Count() != _names.Length) throw new FormatException("Two columns have the same name.");
        foreach (var field in _fields.SelectMany(field => field.WithDictionaries())) _dictionaryFields[field.DictionaryId!.Value] = field;
    }

    // Batches keep the dictionaries that stood before them, as a stream may replace them later.
    private void Dictionary(FlatTable header, long start, long length)
    {
        var id = header.Int64(0);
        if (!_dictionaryFields.ContainsKey(id)) throw new FormatException($"The dictionary {id} belongs to no column.");
        var body = new ArrowBody(header.Table(1) ?? throw new FormatException("A dictionary has no values."), start, length);
        var isMore = header.Byte(2) != 0 && _dictionaries.ContainsKey(id);
        _dictionaries = _dictionaries.SetItem(id, isMore ? _dictionaries[id].Add(body) : [body]);
    }

    private static FormatException CutShort() => new("The Arrow file is cut short. Fetch it again.");
}
