using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Checks tensors where they enter the model: libtorch ends the process on some wrong shapes instead of throwing.</summary>
internal static class T5InputRules
{
    public static void CheckEncoder(T5Config config, Tensor tokens, Tensor? segmentIds, bool packed)
    {
        CheckTokens(nameof(tokens), tokens, config.VocabularySize);
        CheckSegments(nameof(segmentIds), segmentIds, tokens, packed);
        if (packed && config.EncoderAttention == EncoderAttention.TransientGlobal)
            throw new ArgumentException(
                "packed is true, but transient-global attention would summarise neighbouring examples together. "
                + "Give one example per row and packed: false.",
                nameof(packed));
    }

    public static void CheckTokens(string name, Tensor tokens, int vocabularySize)
    {
        ArgumentNullException.ThrowIfNull(tokens, name);
        if (tokens.dim() != 2 || tokens.numel() == 0)
            throw new ArgumentException($"{name} has shape {Shape(tokens)}; rows and positions [B, L] are needed, at least one of each.", name);
        CheckIds(name, tokens, vocabularySize, "the vocabulary");
    }

    public static void CheckStepTokens(Tensor tokens, int rows, int vocabularySize)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.dim() != 1 || tokens.shape[0] != rows)
            throw new ArgumentException($"tokens has shape {Shape(tokens)}; one id for each of the {rows} rows is needed.", nameof(tokens));
        CheckIds(nameof(tokens), tokens, vocabularySize, "the vocabulary");
    }

    public static void CheckSegments(string name, Tensor? segmentIds, Tensor tokens, bool packed)
    {
        if (segmentIds is null && packed)
            throw new ArgumentNullException(name, "Packed rows need the segment ids of encoder and decoder.");
        if (segmentIds is null)
            return;
        if (!segmentIds.shape.SequenceEqual(tokens.shape))
            throw new ArgumentException($"{name} has shape {Shape(segmentIds)}, the tokens {Shape(tokens)}; they must be equal.", name);
        CheckType(name, segmentIds);
    }

    public static void CheckHidden(string name, Tensor hidden, int modelSize)
    {
        ArgumentNullException.ThrowIfNull(hidden, name);
        if (hidden.dim() == 0 || hidden.shape[^1] != modelSize)
            throw new ArgumentException($"{name} has shape {Shape(hidden)}; its last dimension must be the model size {modelSize}.", name);
    }

    public static void CheckMemory(string name, Tensor memory, int modelSize, T5Inputs inputs)
    {
        CheckHidden(name, memory, modelSize);
        if (memory.dim() != 3 || memory.shape[0] != inputs.DecoderTokens.shape[0])
            throw new ArgumentException(
                $"{name} has shape {Shape(memory)}; the encoder's output [B, S, M] of the {inputs.DecoderTokens.shape[0]} decoder rows is needed.",
                name);
        if (inputs.Packed && inputs.EncoderSegmentIds is null)
            throw new ArgumentNullException(nameof(inputs), "Packed rows need the segment ids of encoder and decoder.");
        if (inputs.EncoderSegmentIds is not { } segments)
            return;
        CheckType(nameof(inputs.EncoderSegmentIds), segments);
        if (!segments.shape.AsSpan().SequenceEqual(memory.shape.AsSpan(0, 2)))
            throw new ArgumentException(
                $"EncoderSegmentIds has shape {Shape(segments)}, the encoder's output {Shape(memory)}; rows and positions must agree.",
                nameof(inputs));
    }

    public static long[] CheckRows(Tensor rows, int available)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.dim() != 1 || rows.numel() == 0)
            throw new ArgumentException($"rows has shape {Shape(rows)}; a list [N] of at least one row is needed.", nameof(rows));
        CheckIds(nameof(rows), rows, available, "the rows being decoded");
        using var onCpu = rows.cpu();
        return onCpu.data<long>().ToArray();
    }

    private static void CheckIds(string name, Tensor ids, int limit, string of)
    {
        CheckType(name, ids);
        using var scope = NewDisposeScope();
        var (least, most) = (ids.min().item<long>(), ids.max().item<long>());
        if (least < 0 || most >= limit)
            throw new ArgumentException($"{name} holds {(least < 0 ? least : most)}; {of} allows 0 to {limit - 1}.", name);
    }

    private static void CheckType(string name, Tensor tensor)
    {
        if (tensor.dtype != ScalarType.Int64)
            throw new ArgumentException($"{name} is of type {tensor.dtype}; Int64 is needed.", name);
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
