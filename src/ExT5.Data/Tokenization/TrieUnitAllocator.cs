namespace ExT5.Data;

/// <summary>
/// Finds places for the children of double-array units: first fit among the free units of the last few blocks,
/// so that building takes time in proportion to the units.
/// </summary>
internal sealed class TrieUnitAllocator
{
    /// <summary>Bases have 24 bits.</summary>
    public const int MaxUnits = 1 << 24;

    private const int BlockUnits = 256;
    private const int OpenBlocks = 16;
    private const int None = -1;

    private readonly Func<VocabularyException> _full;
    private TrieUnit[] _units = [];
    private bool[] _baseTaken = [];
    private int[] _next = [];
    private int[] _previous = [];
    private int _count;
    private int _head = None;
    private int _tail = None;

    public TrieUnitAllocator(Func<VocabularyException> full)
    {
        _full = full;
        AddBlock();
        Unlink(0);
        _baseTaken[0] = true; // Units without children have base 0.
    }

    public TrieUnit[] ToArray() => _units.AsSpan(0, _count).ToArray();

    public void SetId(int unit, int id) => _units[unit].Id = id;

    /// <summary>Takes units for the children and links them to their parent.</summary>
    /// <param name="parent">A placed unit.</param>
    /// <param name="labels">Distinct bytes that lead to the children.</param>
    /// <returns>The base: child <c>b</c> is at base XOR <c>b</c>.</returns>
    public uint PlaceChildren(int parent, ReadOnlySpan<byte> labels)
    {
        var start = FindBase(labels);
        _baseTaken[start] = true;
        _units[parent].Word = (uint)start << 8 | _units[parent].Label;
        foreach (var label in labels)
        {
            Unlink(start ^ label);
            _units[start ^ label] = new TrieUnit(label, None);
        }
        return (uint)start;
    }

    private int FindBase(ReadOnlySpan<byte> labels)
    {
        for (var free = _head; free != None; free = _next[free])
            if (Fits(free ^ labels[0], labels))
                return free ^ labels[0];
        AddBlock();
        return _count - BlockUnits ^ labels[0];
    }

    private bool Fits(int start, ReadOnlySpan<byte> labels)
    {
        if (_baseTaken[start]) return false;
        foreach (var label in labels)
            if (_units[start ^ label].Label != TrieUnit.NoLabel || start == label)
                return false;
        return true;
    }

    private void AddBlock()
    {
        if (_count == MaxUnits) throw _full();
        if (_count == _units.Length) Grow();
        for (var unit = _count; unit < _count + BlockUnits; unit++)
        {
            _units[unit] = new TrieUnit(TrieUnit.NoLabel, None);
            Append(unit);
        }
        _count += BlockUnits;
        var closed = _count - (OpenBlocks + 1) * BlockUnits;
        for (var unit = closed; closed >= 0 && unit < closed + BlockUnits; unit++)
            if (_units[unit].Label == TrieUnit.NoLabel && unit != 0)
                Unlink(unit);
    }

    private void Grow()
    {
        var size = Math.Max(2 * _units.Length, 4 * BlockUnits);
        Array.Resize(ref _units, size);
        Array.Resize(ref _baseTaken, size);
        Array.Resize(ref _next, size);
        Array.Resize(ref _previous, size);
    }

    private void Append(int unit)
    {
        (_previous[unit], _next[unit]) = (_tail, None);
        if (_tail == None) _head = unit;
        else _next[_tail] = unit;
        _tail = unit;
    }

    private void Unlink(int unit)
    {
        var (previous, next) = (_previous[unit], _next[unit]);
        if (previous == None) _head = next;
        else _next[previous] = next;
        if (next == None) _tail = previous;
        else _previous[next] = previous;
    }
}
