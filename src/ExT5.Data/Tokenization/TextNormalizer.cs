using System.Buffers;

namespace ExT5.Data;

/// <summary>
/// Turns UTF-8 text into what the pieces are matched against: character map, whitespace rules, U+2581 for spaces.
/// User-defined pieces pass unchanged. One pass, linear in the text.
/// </summary>
internal sealed class TextNormalizer
{
    private readonly NormalizerRules _rules;
    private readonly CharsMap? _charsMap;
    private readonly PieceTrie? _userDefined;
    private readonly bool[] _plain = new bool[256];
    private readonly SearchValues<byte> _plainBytes;

    public TextNormalizer(NormalizerRules rules, CharsMap? charsMap, PieceTrie? userDefined)
    {
        (_rules, _charsMap, _userDefined) = (rules, charsMap, userDefined);
        for (var b = 0; b < 128; b++) _plain[b] = StaysAsItIs((byte)b);
        _plainBytes = SearchValues.Create([.. Enumerable.Range(0, 128).Where(b => _plain[b]).Select(b => (byte)b)]);
    }

    /// <summary>The space symbol of the pieces, U+2581.</summary>
    public static ReadOnlySpan<byte> SpaceSymbol => "\u2581"u8;

    private ReadOnlySpan<byte> Blank => _rules.EscapeWhitespaces ? SpaceSymbol : " "u8;

    /// <summary>The same rules with another answer to whether a space is put before the text.</summary>
    public TextNormalizer WithDummyPrefix(bool add) => new(_rules with { AddDummyPrefix = add }, _charsMap, _userDefined);

    /// <summary>The same rules with spaces left spaces.</summary>
    public TextNormalizer WithPlainSpaces() => new(_rules with { EscapeWhitespaces = false }, _charsMap, _userDefined);

    /// <summary>True for ASCII text that normalizing changes in nothing but its spaces.</summary>
    public bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(_plainBytes);

    /// <summary>Normalizes a text.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="normalized">Receives the bytes.</param>
    /// <param name="origins">With <paramref name="trackOrigins"/>, receives for each byte (and for the end) its place in the text.</param>
    /// <param name="trackOrigins">Fill <paramref name="origins"/>.</param>
    public void Normalize(ReadOnlySpan<byte> text, ref PooledBuffer<byte> normalized, ref PooledBuffer<int> origins, bool trackOrigins)
    {
        var start = _rules.RemoveExtraWhitespaces ? LeadingSpaces(text) : 0;
        if (start == text.Length) return;
        var pass = new NormalizerPass(Blank, _rules.RemoveExtraWhitespaces, trackOrigins);
        if (_rules is { AddDummyPrefix: true, WhitespaceAsSuffix: false }) pass.Append(Blank, start, ref normalized, ref origins);
        for (var at = start; at < text.Length;)
        {
            if (!trackOrigins) at = pass.CopyPlain(text, at, _plain, ref normalized);
            if (at == text.Length) break;
            var length = Step(text[at..], out var replacement);
            pass.Write(replacement, at, ref normalized, ref origins);
            at += length;
        }
        var end = _rules.RemoveExtraWhitespaces ? pass.TrimEnd(text.Length, ref normalized, ref origins) : text.Length;
        if (_rules is { AddDummyPrefix: true, WhitespaceAsSuffix: true }) pass.Append(Blank, end, ref normalized, ref origins);
        if (trackOrigins) origins.Add(end);
    }

    private int LeadingSpaces(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var length = Step(text[at..], out var replacement);
            if (!replacement.SequenceEqual(" "u8)) break;
            at += length;
        }
        return at;
    }

    /// <summary>What the text starts with: a user-defined piece, a rule of the character map or one character.</summary>
    private int Step(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var length = _userDefined?.LongestMatch(text) ?? 0;
        if (length == 0 && _charsMap is not null)
        {
            length = _charsMap.LongestMatch(text, out replacement);
            if (length > 0) return length;
        }
        if (length == 0) length = Math.Min(Utf8Character.Length(text[0]), text.Length);
        replacement = text[..length];
        return length;
    }

    /// <summary>True when no rule and no user-defined piece starts with the byte alone or followed by another ASCII byte.</summary>
    private bool StaysAsItIs(byte b)
    {
        if (_userDefined is not null && _userDefined.HasPieceFrom(b)) return false;
        if (_charsMap is null) return true;
        var unit = _charsMap.Child(_charsMap.Children(0), b);
        if (unit < 0) return true;
        if (_charsMap.ValueOf(unit) >= 0) return false;
        for (var next = 0; next < 128; next++)
            if (_charsMap.Child(_charsMap.Children(unit), (byte)next) >= 0)
                return false;
        return true;
    }
}
