namespace ExT5.Data;

/// <summary>The fields of a <c>TrainerSpec</c> that change ids or text; defaults as in the format.</summary>
internal sealed record TrainerFields(
    int ModelType = 1, bool WhitespaceAsSuffix = false, bool ByteFallback = false,
    int BosId = 1, int EosId = 2, int PadId = -1, ByteRange? UnknownSurface = null)
{
    public const int Unigram = 1;
}
