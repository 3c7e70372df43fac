using System.Text.Json;

namespace ExT5.Data;

/// <summary>
/// The keys of a <c>tokenizer_config.json</c> that would change ids: followed elsewhere, or refused here by name. Keys that
/// Transformers' T5 tokenizers do not know change nothing there either.
/// </summary>
internal static class TokenizerConfigRules
{
    private const string ByteClass = "ByT5Tokenizer";

    private static readonly string[] Classes =
        ["T5Tokenizer", "T5TokenizerFast", "MT5Tokenizer", "MT5TokenizerFast", "PreTrainedTokenizerFast", "TokenizersBackend", "SentencePieceBackend"];

    // Each with the value that Transformers acts as if it were there.
    private static readonly (string Key, bool Usual, string Otherwise)[] Switches =
    [
        ("do_lower_case", false, "texts would be lower-cased first"),
        ("add_prefix_space", true, "texts would get no space in front"),
        ("add_bos_token", false, "texts would begin with another token"),
        ("add_eos_token", true, "texts would not end in EOS"),
    ];

    /// <exception cref="VocabularyException">The tokenizer is of another kind, or a key asks for other ids.</exception>
    public static void Check(CompanionFile config)
    {
        CheckClass(config);
        foreach (var (key, usual, otherwise) in Switches)
            if (config.Flag(key) is { } value && value != usual)
                throw config.Refused(key, config.Value(key)!.Value, $"{otherwise}, which is not supported.");
        if (config.Value("sp_model_kwargs") is { } options) CheckOptions(config, options);
    }

    private static void CheckClass(CompanionFile config)
    {
        const string key = "tokenizer_class";
        if (config.Text(key) is not { } name || Classes.Contains(name)) return;
        throw config.Refused(key, config.Value(key)!.Value, name == ByteClass
            ? "bytes need no file: use ByteVocabulary."
            : $"its ids are not those of T5's vocabularies. Supported: {string.Join(", ", Classes)}.");
    }

    private static void CheckOptions(CompanionFile config, JsonElement options)
    {
        const string key = "sp_model_kwargs";
        if (options.ValueKind != JsonValueKind.Object) throw config.Wrong(key, options, "an object of SentencePiece's options");
        foreach (var option in options.EnumerateObject())
        {
            // nbest_size and alpha shape sampling, which is off.
            var harmless = option.Value.ValueKind is JsonValueKind.False or JsonValueKind.Null || option.Name is "nbest_size" or "alpha";
            if (!harmless)
                throw config.Refused(key, options, $"'{TokenizerJson.Shown(option.Name)}' would change ids (sampling and the like are not supported).");
        }
    }
}
