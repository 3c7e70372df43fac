namespace ExT5.Core;

/// <summary>Names in T5 files of Hugging Face that stand for something other than a parameter of their own.</summary>
internal static class HuggingFaceNames
{
    public const string SharedEmbedding = "shared.weight";
    public const string Head = "lm_head.weight";

    /// <summary>Whether a tensor of a whole model is no part of its encoder.</summary>
    public static bool IsBesideEncoder(string name) =>
        name == Head || name.StartsWith("decoder.", StringComparison.Ordinal);

    /// <summary>Copies of the shared embedding; which of them a file holds depends on the version that wrote it.</summary>
    public static IReadOnlyList<string> EmbeddingCopies { get; } =
        ["encoder.embed_tokens.weight", "decoder.embed_tokens.weight"];

    /// <summary>
    /// Left over in Google's v1.0 files: T5 has no relative bias in cross-attention, and Transformers ignores it too
    /// (<c>_keys_to_ignore_on_load_unexpected</c> in modeling_t5.py).
    /// </summary>
    public const string UnusedBias = "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";
}
