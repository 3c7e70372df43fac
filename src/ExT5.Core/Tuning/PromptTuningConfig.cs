using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Prompt tuning (Lester et al. 2021): learned embeddings that stand before every input of the encoder. In packed rows
/// each example gets them.
/// </summary>
/// <param name="VirtualTokens">Number of embeddings, 1 or more. Default 20.</param>
public sealed record PromptTuningConfig(int VirtualTokens = 20) : AdapterConfig
{
    /// <summary>Number of embeddings, 1 or more. Default 20.</summary>
    public int VirtualTokens { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, VirtualTokens);

    /// <summary>
    /// Ids whose embeddings the prompt starts from, repeated when they are fewer. Default <see langword="null"/>: normal
    /// numbers, as PEFT's RANDOM.
    /// </summary>
    public IReadOnlyList<int>? InitialIds { get; init; }

    internal override string PeftType => "PROMPT_TUNING";

    internal override long ValueCount(T5Model model) => (long)VirtualTokens * model.Config.ModelSize;

    internal override AdapterParts Build(T5Model model, Generator generator) =>
        new SoftPrompt(model, VirtualTokens, InitialIds, generator);

    internal override IEnumerable<KeyValuePair<string, object?>> Entries(T5Config model) =>
    [
        Entry("num_attention_heads", model.Heads), Entry("num_layers", model.EncoderLayers),
        Entry("num_transformer_submodules", 1), Entry("num_virtual_tokens", VirtualTokens),
        Entry("prompt_tuning_init", "RANDOM"), Entry("prompt_tuning_init_text", null), Entry("token_dim", model.ModelSize),
        Entry("tokenizer_kwargs", null), Entry("tokenizer_name_or_path", null),
    ];
}
