using System.Text.Json;

namespace ExT5.Data;

/// <summary>A token that tokenizers finds in a text before its model sees the text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="IsSpecial">Whether decoding may leave it out.</param>
/// <param name="StripsLeft">Whether whitespace before it goes.</param>
/// <param name="StripsRight">Whether whitespace behind it goes.</param>
internal readonly record struct AddedToken(int Id, string Content, bool IsSpecial, bool StripsLeft = false, bool StripsRight = false)
{
    /// <summary>Reads the flags of a token in the JSON form of Transformers and tokenizers.</summary>
    public static AddedToken Of(int id, string content, JsonElement element, Func<string, VocabularyException> refused)
    {
        if (element.ValueKind != JsonValueKind.Object) return new AddedToken(id, content, IsSpecial: false);
        if (TokenizerJson.Flag(element, "single_word", false))
            throw refused($"the added token '{TokenizerJson.Shown(content)}' is found as a single word only, which is not supported.");
        return new AddedToken(
            id, content, TokenizerJson.Flag(element, "special", false),
            TokenizerJson.Flag(element, "lstrip", false), TokenizerJson.Flag(element, "rstrip", false));
    }
}

/// <summary>Reads the <c>added_tokens</c> of a <c>tokenizer.json</c>.</summary>
internal static class AddedTokens
{
    public const int MostTokens = 1 << 20;

    public static IReadOnlyList<AddedToken> Read(TokenizerJson json, ByteRange? range)
    {
        if (range is null) return [];
        using var tree = json.Tree(range.Value, "added_tokens");
        if (tree.RootElement.ValueKind != JsonValueKind.Array) throw json.File.Refused(range.Value.Offset, "'added_tokens' is not an array.");
        var tokens = new List<AddedToken>();
        foreach (var element in tree.RootElement.EnumerateArray())
        {
            if (tokens.Count == MostTokens) throw json.File.Refused($"it has more than {MostTokens} added tokens.");
            tokens.Add(Read(json, element));
        }
        return tokens;
    }

    private static AddedToken Read(TokenizerJson json, JsonElement element)
    {
        var content = json.Text(element, "content");
        if (!element.TryGetProperty("id", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var id) || id < 0)
            throw json.File.Refused($"the added token {TokenizerJson.Shown(element)} lacks an id of 0 or more.");
        return AddedToken.Of(id, content, element, json.File.Refused);
    }
}
