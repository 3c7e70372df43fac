namespace ExT5.Data;

/// <summary>
/// Reads a <c>tokenizer.json</c> of Hugging Face's tokenizers that holds a Unigram model, as Transformers makes it of a
/// SentencePiece model (SpmConverter, T5Converter). What it says becomes the rules of that SentencePiece model again, so
/// that the ids are the same; what no such rule can express is refused by name.
/// </summary>
internal sealed class TokenizerJsonReader(TokenizerJson json)
{
    public static SentencePieceModel Read(ModelFile file)
    {
        var json = new TokenizerJson(file);
        return json.Guarded(() => new TokenizerJsonReader(json).ReadModel());
    }

    private SentencePieceModel ReadModel()
    {
        var parts = TokenizerJsonParts.Read(json);
        var model = parts.Model ?? throw json.File.Refused("it has no 'model'.");
        var vocabulary = TokenizerJsonVocabulary.Read(json, model);
        var added = AddedTokens.Read(json, parts.AddedTokens);
        var reader = new TokenizerJsonRules(json);
        var rules = reader.Read(parts, vocabulary.Arena);
        return new TokenizerJsonAssembly(json.File, vocabulary, added).ToModel(rules) with { Legacy = !reader.AddsPrefixOnlyFirst };
    }
}
