using System.Text.Json;

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
        var parts = ReadParts();
        var model = parts.Model ?? throw json.File.Refused("it has no 'model'.");
        var vocabulary = TokenizerJsonVocabulary.Read(json, model);
        var added = AddedTokens.Read(json, parts.AddedTokens);
        var rules = new TokenizerJsonRules(json).Read(parts, vocabulary.Arena);
        return new TokenizerJsonAssembly(json.File, vocabulary, added).ToModel(rules);
    }

    private TokenizerJsonParts ReadParts()
    {
        var reader = json.Reader(new ByteRange(0, json.File.Bytes.Length));
        var (parts, seen) = (new TokenizerJsonParts(), new HashSet<string>(StringComparer.Ordinal));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name)) throw json.File.Refused((int)reader.TokenStartIndex, "a name appears twice.");
            parts = With(parts, name, NextValue(ref reader));
        }
        // Refuses whatever follows the object.
        reader.Read();
        return parts;
    }

    private TokenizerJsonParts With(TokenizerJsonParts parts, string name, ByteRange? value) => name switch
    {
        "added_tokens" => parts with { AddedTokens = value },
        "normalizer" => parts with { Normalizer = value },
        "pre_tokenizer" => parts with { PreTokenizer = value },
        "post_processor" => parts with { PostProcessor = value },
        "decoder" => parts with { Decoder = value },
        "model" => parts with { Model = value },
        // How batches were cut and filled where it was saved; this library is told so elsewhere.
        "version" or "truncation" or "padding" => parts,
        _ when value is null => parts,
        _ => throw json.File.Refused(value.Value.Offset, "it has a part that is none of tokenizers' version 1.0."),
    };

    private static ByteRange? NextValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null) return null;
        reader.Skip();
        return new ByteRange(start, (int)reader.BytesConsumed - start);
    }
}
