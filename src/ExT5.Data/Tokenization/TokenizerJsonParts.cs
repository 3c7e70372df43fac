using System.Text.Json;

namespace ExT5.Data;

/// <summary>Where the parts of a <c>tokenizer.json</c> lie in the file; null where it says nothing.</summary>
internal sealed record TokenizerJsonParts
{
    public ByteRange? AddedTokens { get; init; }

    public ByteRange? Normalizer { get; init; }

    public ByteRange? PreTokenizer { get; init; }

    public ByteRange? PostProcessor { get; init; }

    public ByteRange? Decoder { get; init; }

    public ByteRange? Model { get; init; }

    /// <exception cref="VocabularyException">A name stands twice, or is none of tokenizers'; the message tells other files' kind.</exception>
    public static TokenizerJsonParts Read(TokenizerJson json)
    {
        var reader = json.Reader(new ByteRange(0, json.File.Bytes.Length));
        var (parts, seen, unknown) = (new TokenizerJsonParts(), new HashSet<string>(StringComparer.Ordinal), -1);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name)) throw json.File.Refused((int)reader.TokenStartIndex, "a name appears twice.");
            var value = NextValue(ref reader);
            if (With(parts, name, value) is { } more) parts = more;
            else if (unknown < 0) unknown = value!.Value.Offset;
        }
        // Refuses whatever follows the object.
        reader.Read();
        return unknown < 0 ? parts : throw Unknown(json.File, seen, unknown);
    }

    private static TokenizerJsonParts? With(TokenizerJsonParts parts, string name, ByteRange? value) => name switch
    {
        "added_tokens" => parts with { AddedTokens = value },
        "normalizer" => parts with { Normalizer = value },
        "pre_tokenizer" => parts with { PreTokenizer = value },
        "post_processor" => parts with { PostProcessor = value },
        "decoder" => parts with { Decoder = value },
        "model" => parts with { Model = value },
        // How batches were cut and filled where it was saved; this library is told so elsewhere.
        "version" or "truncation" or "padding" => parts,
        _ => value is null ? parts : null,
    };

    private static VocabularyException Unknown(ModelFile file, HashSet<string> seen, int offset) =>
        seen.Contains("model_type") || seen.Contains("architectures")
            ? new($"{file.Name} is a model's configuration, not a vocabulary. Give the model's folder, its spiece.model or its tokenizer.json.")
        : seen.Contains("tokenizer_class") || seen.Contains("added_tokens_decoder") || seen.Contains("extra_ids")
            ? new($"{file.Name} is a tokenizer's configuration, not a vocabulary. Give the folder, or its spiece.model or tokenizer.json.")
        : file.Refused(offset, "it has a part that is none of tokenizers' version 1.0.");

    private static ByteRange? NextValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null) return null;
        reader.Skip();
        return new ByteRange(start, (int)reader.BytesConsumed - start);
    }
}
