namespace ExT5.Data;

/// <summary>What a vocabulary file says, checked; see <see cref="SentencePieceModelReader"/> and <see cref="TokenizerJsonReader"/>.</summary>
internal sealed record SentencePieceModel(ModelFile File, Piece[] Pieces, NormalizerRules Normalizer)
{
    public const string DefaultUnknownSurface = " \u2047 ";

    /// <summary>Rules that decoded text goes through, null for almost every model.</summary>
    public NormalizerRules? Denormalizer { get; init; }

    public int PadId { get; init; }

    public int EosId { get; init; }

    public int UnknownId { get; init; }

    /// <summary>What an unknown piece is decoded to.</summary>
    public string UnknownSurface { get; init; } = DefaultUnknownSurface;

    /// <summary>Ids of the 256 byte pieces, null when the model has no byte fallback.</summary>
    public int[]? ByteIds { get; init; }

    /// <summary>Ids behind the pieces that the file gives to sentinels, by their index; null when it says nothing of them.</summary>
    public int[]? Sentinels { get; init; }

    /// <summary>Tokens behind pieces and sentinels that the file itself adds.</summary>
    public IReadOnlyList<AddedToken> Added { get; init; } = [];

    /// <summary>Whether text behind an added token begins with a space of its own; null when the file does not say.</summary>
    public bool? Legacy { get; init; }

    public ReadOnlySpan<byte> TextOf(int id) => Pieces[id].Text.In(File.Bytes);
}
