namespace ExT5.Data.Parquet;

/// <summary>Reads Parquet's hybrid of run lengths and packed bits (Encodings.md).</summary>
internal ref struct RleReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _width;
    private int _place;
    private int _run;
    private int _value;
    private bool _packed;
    private long _bit;

    public RleReader(ReadOnlySpan<byte> bytes, int width)
    {
        if (width is < 0 or > 32) throw new FormatException($"Values are said to have {width} bits.");
        _bytes = bytes;
        _width = width;
    }

    public void Read(scoped Span<int> into)
    {
        while (!into.IsEmpty)
        {
            if (_width == 0) { into.Clear(); return; }
            if (_run == 0) NextRun();
            var count = Math.Min(_run, into.Length);
            if (_packed) Unpack(into[..count]);
            else into[..count].Fill(_value);
            _run -= count;
            into = into[count..];
        }
    }

    private void NextRun()
    {
        var head = Varint();
        _packed = (head & 1) == 1;
        if (_packed)
        {
            // Values come in groups of eight; the last group may be cut at the end of the bytes.
            var bytes = Math.Min((long)(head >> 1) * _width, _bytes.Length - _place);
            _bit = _place * 8L;
            _run = (int)Math.Min(bytes * 8 / _width, int.MaxValue);
            _place += (int)bytes;
        }
        else
        {
            _run = (int)(head >> 1);
            var count = (_width + 7) / 8;
            if (count > _bytes.Length - _place) throw TooShort();
            _value = 0;
            for (var i = 0; i < count; i++) _value |= _bytes[_place++] << (8 * i);
        }
        if (_run == 0) throw new FormatException("A run of values is empty.");
    }

    private void Unpack(scoped Span<int> into)
    {
        var mask = (1UL << _width) - 1;
        foreach (ref var value in into)
        {
            var first = (int)(_bit >> 3);
            var bits = 0UL;
            for (var i = 0; i < 5 && first + i < _bytes.Length; i++) bits |= (ulong)_bytes[first + i] << (8 * i);
            value = (int)(bits >> (int)(_bit & 7) & mask);
            _bit += _width;
        }
    }

    private uint Varint()
    {
        var value = 0U;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (_place >= _bytes.Length) throw TooShort();
            var part = _bytes[_place++];
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw new FormatException("A run of values has a head longer than 5 bytes.");
    }

    private static FormatException TooShort() => new("A page has fewer values than its header says.");
}
