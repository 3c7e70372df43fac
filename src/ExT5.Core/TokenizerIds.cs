using Microsoft.ML.Tokenizers;

namespace ExT5.Core;

/// <summary>What a tokenizer tells of its ids; null where it tells nothing.</summary>
internal sealed record TokenizerIds(int? Size = null, int? PadId = null, int? EosId = null)
{
    /// <summary>
    /// Asks a tokenizer. ExT5.Data's vocabularies (and others, if they like) hand out the numbers of <c>config.json</c> by
    /// their keys; this package does not know their type.
    /// </summary>
    public static TokenizerIds Of(Tokenizer? tokenizer) => tokenizer switch
    {
        IServiceProvider provider when provider.GetService(typeof(IReadOnlyDictionary<string, int>)) is IReadOnlyDictionary<string, int> ids =>
            new(Known(ids, "vocab_size"), Known(ids, "pad_token_id"), Known(ids, "eos_token_id")),
        SentencePieceTokenizer pieces => new(pieces.Vocabulary.Count, EosId: pieces.EndOfSentenceId),
        _ => new(),
    };

    /// <exception cref="VocabularyMismatchException">Something differs; a larger table of the model does not.</exception>
    public void Check(T5Config config)
    {
        List<string> differences = [];
        if (Size > config.VocabularySize)
            differences.Add($"size: the vocabulary has {Size} ids, the model's table {config.VocabularySize} rows");
        if (EosId is { } end && !config.EosIds.Contains(end))
            differences.Add($"EOS: id {end} in the vocabulary, {string.Join(" and ", config.EosIds)} in the model");
        if (PadId is { } pad && pad != config.PadId)
            differences.Add($"pad: id {pad} in the vocabulary, {config.PadId} in the model");
        if (differences.Count > 0)
            throw new VocabularyMismatchException(differences);
    }

    /// <summary>The end that inputs are given: the tokenizer's, which need not be the first of a model's.</summary>
    public int EndOf(T5Config config) => EosId is { } end && config.EosIds.Contains(end) ? end : config.EosId;

    private static int? Known(IReadOnlyDictionary<string, int> ids, string key) => ids.TryGetValue(key, out var id) ? id : null;
}
