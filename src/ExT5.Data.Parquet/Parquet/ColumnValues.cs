using System.Runtime.InteropServices;

namespace ExT5.Data.Parquet;

/// <summary>
/// The values of a column of a row group, one place a level: numbers in 8 bytes each, or texts as numbers of entries that
/// are kept once, so that a dictionary costs what it costs in the file.
/// </summary>
internal sealed class ColumnValues(SchemaNode leaf, MemoryBudget budget)
{
    private const int FirstChunk = 1 << 12, LargestChunk = 1 << 20, EntryBytes = 12;
    private readonly List<long> _values = [];
    private readonly List<(int Chunk, int Start, int Length)> _entries = [];
    private readonly List<byte[]> _chunks = [];
    private int _filled;
    private List<int>? _rowStarts;

    public SchemaNode Leaf { get; } = leaf;

    /// <summary>Definition levels; empty when the column is always there.</summary>
    public List<byte> Definitions { get; } = [];

    /// <summary>Repetition levels; empty when the column is not repeated.</summary>
    public List<byte> Repetitions { get; } = [];

    /// <summary>Number of levels.</summary>
    public int Count => _values.Count;

    /// <summary>Number of entries of texts.</summary>
    public int Entries => _entries.Count;

    public int DefinitionAt(int level) => Leaf.Definition == 0 ? 0 : Definitions[level];

    public long NumberAt(int level) => _values[level];

    public ReadOnlySpan<byte> BytesAt(int level) => Entry((int)_values[level]);

    public ReadOnlySpan<byte> Entry(int entry)
    {
        var (chunk, start, length) = _entries[entry];
        return _chunks[chunk].AsSpan(start, length);
    }

    /// <summary>Adds values, with nothing where the definition level says so.</summary>
    public void Add(ReadOnlySpan<long> values, int levels)
    {
        budget.Take(levels * 8L);
        if (Leaf.Definition == 0)
        {
            _values.AddRange(values);
            return;
        }

        var next = 0;
        var defined = CollectionsMarshal.AsSpan(Definitions)[^levels..];
        foreach (var definition in defined) _values.Add(definition == Leaf.Definition ? values[next++] : 0);
    }

    /// <summary>Adds an entry and tells its number.</summary>
    public int AddEntry(ReadOnlySpan<byte> start, ReadOnlySpan<byte> rest)
    {
        var length = start.Length + rest.Length;
        budget.Take(length + (long)EntryBytes);
        // Never copied to make room: what is kept takes what it is long.
        if (_chunks.Count == 0 || length > _chunks[^1].Length - _filled)
        {
            _chunks.Add(new byte[Math.Max(length, Math.Min(FirstChunk << Math.Min(_chunks.Count, 8), LargestChunk))]);
            _filled = 0;
        }
        start.CopyTo(_chunks[^1].AsSpan(_filled));
        rest.CopyTo(_chunks[^1].AsSpan(_filled + start.Length));
        _entries.Add((_chunks.Count - 1, _filled, length));
        _filled += length;
        return _entries.Count - 1;
    }

    /// <summary>Notes where rows start, and checks that there are as many as the row group says.</summary>
    public void FinishRows(int rows)
    {
        var found = Count;
        if (Leaf.Repetition > 0)
        {
            budget.Take(rows * 4L);
            _rowStarts = new List<int>(rows);
            for (var level = 0; level < Repetitions.Count && _rowStarts.Count <= rows; level++)
                if (Repetitions[level] == 0) _rowStarts.Add(level);
            found = _rowStarts.Count;
            if (Count > 0 && Repetitions[0] != 0) throw new FormatException("The first row starts in the middle.");
        }
        if (found != rows) throw new FormatException($"The column has {found} rows, the row group {rows}.");
    }

    /// <summary>The levels of a row.</summary>
    public (int From, int To) LevelsOf(int row) => _rowStarts is null
        ? (row, row + 1)
        : (_rowStarts[row], row + 1 < _rowStarts.Count ? _rowStarts[row + 1] : Count);
}
