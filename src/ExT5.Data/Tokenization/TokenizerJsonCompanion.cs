using System.Text;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>A <c>tokenizer.json</c> beside a SentencePiece model: made from it, so its pieces must be the same, and may add tokens.</summary>
internal static class TokenizerJsonCompanion
{
    private const string Name = "tokenizer.json";

    /// <summary>Its added tokens; none when it is not there.</summary>
    public static IReadOnlyList<NamedToken> TokensOf(string folder)
    {
        if (Open(folder) is not { } json) return [];
        var path = Path.Combine(folder, Name);
        return json.Guarded(() => AddedTokens.Read(json, TokenizerJsonParts.Read(json).AddedTokens).Select(token => new NamedToken(token, path)).ToList());
    }

    /// <exception cref="VocabularyException">Its model is of another kind, or has other pieces; the message names both files.</exception>
    public static void Check(string folder, SentencePieceModel model)
    {
        if (Open(folder) is not { } json) return;
        json.Guarded(() =>
        {
            var parts = TokenizerJsonParts.Read(json);
            new TokenizerJsonRules(json).CheckNormalizer(parts);
            if (parts.Model is { } part) Check(json, part, model);
            return true;
        });
    }

    private static TokenizerJson? Open(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return null;
        var file = ModelFile.Read(path);
        return file.IsJson ? new TokenizerJson(file) : throw new VocabularyException($"'{path}' holds no JSON object, as a tokenizer.json does.");
    }

    private static void Check(TokenizerJson json, ByteRange part, SentencePieceModel model)
    {
        var reader = json.Reader(part);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw json.File.Refused(part.Offset, "'model' is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isVocabulary) = (reader.ValueTextEquals("type"), reader.ValueTextEquals("vocab"));
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals("Unigram"))
                throw json.File.Refused($"its model is '{TokenizerJson.Shown(reader.GetString()!)}', but {model.File.Name} beside it is a Unigram model. Remove the one that is not the model's.");
            if (isVocabulary && reader.TokenType == JsonTokenType.StartArray) Compare(json, ref reader, model);
            else reader.Skip();
        }
    }

    private static void Compare(TokenizerJson json, ref Utf8JsonReader reader, SentencePieceModel model)
    {
        var count = 0;
        for (; reader.Read() && reader.TokenType == JsonTokenType.StartArray; count++)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw json.File.Refused("a piece is not [text, score].");
            var same = count < model.Pieces.Length ? reader.ValueTextEquals(model.TextOf(count)) : SentinelTable.IndexOfName(reader.GetString()!) >= 0;
            if (!same) throw Disagree(json, count, reader.GetString()!, model);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) reader.Skip();
        }
        if (count < model.Pieces.Length) throw Disagree(json, count, null, model);
    }

    private static VocabularyException Disagree(TokenizerJson json, int id, string? text, SentencePieceModel model) => new(
        $"{json.File.Name} and {model.File.Name} disagree: id {id} is {(text is null ? "nothing" : $"'{TokenizerJson.Shown(text)}'")} in the one and " +
        $"{(id < model.Pieces.Length ? $"'{TokenizerJson.Shown(Encoding.UTF8.GetString(model.TextOf(id)))}'" : "nothing")} in the other. Remove the one that is not the model's.");
}
