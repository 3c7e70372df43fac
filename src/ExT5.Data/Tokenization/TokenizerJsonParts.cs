namespace ExT5.Data;

/// <summary>Where the parts of a <c>tokenizer.json</c> lie in the file; null where it says nothing.</summary>
internal sealed record TokenizerJsonParts
{
    public ByteRange? AddedTokens { get; init; }

    public ByteRange? Normalizer { get; init; }

    public ByteRange? PreTokenizer { get; init; }

    public ByteRange? PostProcessor { get; init; }

    public ByteRange? Decoder { get; init; }

    public ByteRange? Model { get; init; }
}
