namespace ExT5.Data;

/// <summary>The output side of one normalization: escaped, collapsed and trimmed whitespace, with or without origins.</summary>
/// <param name="blank">What a space is written as.</param>
/// <param name="collapse">Write runs of spaces as one and none at the end.</param>
/// <param name="trackOrigins">Note where each byte came from.</param>
internal ref struct NormalizerPass(ReadOnlySpan<byte> blank, bool collapse, bool trackOrigins)
{
    private const byte Space = (byte)' ';

    private readonly ReadOnlySpan<byte> _blank = blank;
    private readonly bool _collapse = collapse;
    private bool _afterSpace = collapse;

    /// <summary>Copies ASCII text that no rule touches, which is most English text.</summary>
    /// <returns>The place of the first byte that was not copied.</returns>
    public int CopyPlain(ReadOnlySpan<byte> text, int at, ReadOnlySpan<bool> plain, ref PooledBuffer<byte> normalized)
    {
        normalized.Reserve(_blank.Length * (text.Length - at));
        var target = normalized.All;
        var count = normalized.Count;
        for (; at < text.Length; at++)
        {
            var b = text[at];
            if (!plain[b] || (at + 1 < text.Length && text[at + 1] >= 0x80)) break;
            if (b != Space)
            {
                target[count++] = b;
                _afterSpace = false;
            }
            else if (!_afterSpace)
            {
                _blank.CopyTo(target[count..]);
                count += _blank.Length;
                _afterSpace = _collapse;
            }
        }
        normalized.Count = count;
        return at;
    }

    /// <summary>Writes the outcome of one rule.</summary>
    public void Write(ReadOnlySpan<byte> replacement, int origin, ref PooledBuffer<byte> normalized, ref PooledBuffer<int> origins)
    {
        if (_afterSpace) replacement = replacement.TrimStart(Space);
        if (replacement.IsEmpty) return;
        foreach (ref readonly var b in replacement)
            Append(b == Space ? _blank : new ReadOnlySpan<byte>(in b), origin, ref normalized, ref origins);
        _afterSpace = _collapse && replacement[^1] == Space;
    }

    public readonly void Append(ReadOnlySpan<byte> bytes, int origin, ref PooledBuffer<byte> normalized, ref PooledBuffer<int> origins)
    {
        normalized.Add(bytes);
        for (var i = 0; trackOrigins && i < bytes.Length; i++) origins.Add(origin);
    }

    /// <summary>Takes trailing spaces away.</summary>
    /// <returns>Where in the text the kept part ends.</returns>
    public readonly int TrimEnd(int end, ref PooledBuffer<byte> normalized, ref PooledBuffer<int> origins)
    {
        while (normalized.Written.EndsWith(_blank))
        {
            normalized.Count -= _blank.Length;
            if (!trackOrigins) continue;
            end = origins[normalized.Count];
            origins.Count = normalized.Count;
        }
        return end;
    }
}
