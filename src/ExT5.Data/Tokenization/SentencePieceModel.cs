namespace ExT5.Data;

/// <summary>What a SentencePiece model file says, checked; see <see cref="SentencePieceModelReader"/>.</summary>
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

    public ReadOnlySpan<byte> TextOf(int id) => Pieces[id].Text.In(File.Bytes);
}
