using System.Runtime.InteropServices;

namespace ExT5.Data.Parquet;

/// <summary>
/// The values of a column of a row group, one place a level: numbers in 8 bytes each, or texts as numbers of entries that
/// are kept once, so that a dictionary costs what it costs in the file.
/// </summary>
internal sealed class ColumnValues(SchemaNode leaf, MemoryBudget budget)
{
    private readonly List<long> _values = [];
    private readonly List<long> _ends = [];
    private byte[] _data = [];
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
    public int Entries => _ends.Count;

    public int DefinitionAt(int level) => Leaf.Definition == 0 ? 0 : Definitions[level];

    public long NumberAt(int level) => _values[level];

    public ReadOnlySpan<byte> BytesAt(int level) => Entry((int)_values[level]);

    public ReadOnlySpan<byte> Entry(int entry)
    {
        var start = entry == 0 ? 0 : (int)_ends[entry - 1];
        return _data.AsSpan(start, (int)_ends[entry] - start);
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
        budget.Take(length + 8L);
        if (length > Array.MaxLength - _filled) throw new FormatException("The texts of a row group have more than 2 GiB.");
        if (length > _data.Length - _filled)
        {
            // The start may lie in the array that is replaced; the copy below reads the old one.
            var larger = new byte[(int)Math.Min(Math.Max(2L * _data.Length, _filled + (long)length), Array.MaxLength)];
            _data.AsSpan(0, _filled).CopyTo(larger);
            _data = larger;
        }
        start.CopyTo(_data.AsSpan(_filled));
        rest.CopyTo(_data.AsSpan(_filled + start.Length));
        _filled += length;
        _ends.Add(_filled);
        return _ends.Count - 1;
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
