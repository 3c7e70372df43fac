namespace ExT5.Data;

/// <summary>A <c>NormalizerSpec</c>: how text is changed before (or after) the pieces; defaults as in the format.</summary>
internal sealed record NormalizerRules
{
    /// <summary>The compiled character map, null when text is kept as it is.</summary>
    public ByteRange? CharsMap { get; init; }

    public bool AddDummyPrefix { get; init; } = true;

    public bool RemoveExtraWhitespaces { get; init; } = true;

    public bool EscapeWhitespaces { get; init; } = true;

    /// <summary>Puts the dummy whitespace behind the text (a trainer option, kept here because it acts here).</summary>
    public bool WhitespaceAsSuffix { get; init; }
}
