namespace ExT5.Core;

/// <summary>
/// What a <c>config.json</c> says of the output head. Transformers 4 takes <c>tie_word_embeddings</c> for both questions:
/// whether the head is the embedding table, and whether the decoder's output is scaled before it. Version 5 writes true
/// whatever the head is, lets the weights answer the first question, and the second by the class.
/// </summary>
/// <param name="Tied"><c>tie_word_embeddings</c>, or the class's default.</param>
/// <param name="Scaled">Whether outputs are scaled, as far as the file alone tells.</param>
/// <param name="ByVersion5">Whether version 5 wrote it, so that a head of its own in the weights is no contradiction.</param>
internal sealed record SavedHead(bool Tied, bool Scaled, bool ByVersion5)
{
    private const string ScaleKey = "scale_decoder_outputs";

    public static SavedHead Read(T5ConfigJson json, T5ModelType type, T5ConfigDefaults defaults)
    {
        var version = json.MajorVersion("transformers_version");
        var said = json.BoolOrSilence("tie_word_embeddings");
        var scale = json.BoolOrSilence(ScaleKey);
        // A file that says neither scale nor version is read as version 4 would: earlier versions of ExT5 wrote such.
        var byVersion5 = version >= 5 || (version is null && scale is not null);
        var implied = type switch
        {
            T5ModelType.MT5 when version >= 5 => false, // its forward has no scaling, whatever is tied
            T5ModelType.UMT5 when version >= 5 => true, // scales where tied, and its configuration forces that
            _ => said ?? defaults.Tied,
        };
        // Only T5 and LongT5 look at the key; where another class would compute something else, neither can be trusted.
        if (type is T5ModelType.MT5 or T5ModelType.UMT5 or T5ModelType.Switch && scale is { } key && key != implied)
            throw json.Contradiction(
                $"\"{ScaleKey}\" is {Text(key)}, but Transformers {(version >= 5 ? "5" : "4")} computes a {defaults.Name} model with " +
                $"\"tie_word_embeddings\" {Text(said ?? defaults.Tied)} as if it were {Text(implied)}. Remove the key to get that.");
        return new(said ?? (byVersion5 || defaults.Tied), scale ?? implied, byVersion5);
    }

    /// <summary>The configuration of the model that the weights beside the file make.</summary>
    /// <param name="config">What the file alone gives.</param>
    /// <param name="files">The weights.</param>
    /// <param name="head">What the file says of the head.</param>
    public static T5Config Resolve(T5Config config, WeightFiles files, SavedHead head) =>
        config with
        {
            TieWordEmbeddings = head.IsTied(config.ModelType, files, out var scaled),
            ScaleDecoderOutputs = scaled,
        } is var resolved && resolved.ScaleDecoderOutputs == resolved.TieWordEmbeddings
            ? resolved with { ScaleDecoderOutputs = null }
            : resolved;

    private bool IsTied(T5ModelType type, WeightFiles files, out bool scaled)
    {
        scaled = Scaled;
        if (!files.Contains(HuggingFaceNames.Head))
        {
            // A Switch model without its head is incomplete in both versions; the others are tied by version 5.
            var tied = Tied || type != T5ModelType.Switch;
            scaled |= tied && !Tied && type == T5ModelType.UMT5 && !ByVersion5;
            return tied;
        }
        if (!ByVersion5)
            return Tied;
        return HuggingFaceNames.EmbeddingCopies.Prepend(HuggingFaceNames.SharedEmbedding).FirstOrDefault(files.Contains) is { } table
            && files.HoldsEqual(HuggingFaceNames.Head, table);
    }

    private static string Text(bool value) => value ? "true" : "false";
}
