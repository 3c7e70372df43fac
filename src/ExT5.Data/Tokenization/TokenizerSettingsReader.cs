using System.Globalization;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>
/// Reads what Transformers reads beside a vocabulary: <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c>,
/// <c>added_tokens.json</c> and the added tokens of a <c>tokenizer.json</c>.
/// </summary>
internal static class TokenizerSettingsReader
{
    public const string ConfigName = "tokenizer_config.json";
    private const string AddedName = "added_tokens.json";
    private const string MapName = "special_tokens_map.json";
    private const string AdditionalKey = "additional_special_tokens";

    // In the order in which Transformers gives ids to those that have none.
    private static readonly string[] SpecialKeys =
        ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token", AdditionalKey, "extra_special_tokens"];

    /// <param name="folder">The folder of the vocabulary's file.</param>
    /// <param name="beside">Whether a <c>tokenizer.json</c> there lies beside the vocabulary (else it is the vocabulary).</param>
    public static TokenizerSettings Read(string folder, bool beside)
    {
        using var config = CompanionFile.Open(folder, ConfigName);
        using var map = CompanionFile.Open(folder, MapName);
        using var added = CompanionFile.Open(folder, AddedName);
        if (config is not null) TokenizerConfigRules.Check(config);
        var extraIds = config?.Number("extra_ids", T5Vocabulary.MaxExtraIds);
        return new TokenizerSettings
        {
            ExtraIds = extraIds,
            ExtraIdsSource = extraIds is null ? "" : config!.Path,
            Legacy = config?.Flag("legacy"),
            Tokens = [.. Decoder(config), .. Encoder(added), .. beside ? TokenizerJsonCompanion.TokensOf(folder) : []],
            Specials = [.. Specials(config), .. Specials(map)],
        };
    }

    // {"32100": {"content": "<sep>", "special": true}}
    private static IEnumerable<NamedToken> Decoder(CompanionFile? file)
    {
        const string key = "added_tokens_decoder";
        if (file?.Value(key) is not { } tokens) yield break;
        if (tokens.ValueKind != JsonValueKind.Object) throw file.Wrong(key, tokens, "an object of ids and tokens");
        foreach (var (name, value) in tokens.EnumerateObject().Select(token => (token.Name, token.Value)))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                throw file.Refused(key, tokens, $"'{TokenizerJson.Shown(name)}' is no id.");
            var content = file.Token(key, value);
            // Of a sentinel only the id counts: how texts are cut at it is T5's.
            yield return new(
                SentinelTable.IndexOfName(content) >= 0
                    ? new AddedToken(id, content, IsSpecial: true)
                    : AddedToken.Of(id, content, value, rule => file.Refused(key, value, rule)),
                file.Path);
        }
    }

    // {"<sep>": 32100}
    private static IEnumerable<NamedToken> Encoder(CompanionFile? file)
    {
        if (file is null) yield break;
        foreach (var token in file.Root.EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Number || !token.Value.TryGetInt32(out var id) || id < 0)
                throw file.Wrong(TokenizerJson.Shown(token.Name), token.Value, "an id of 0 or more");
            yield return new(new AddedToken(id, token.Name, IsSpecial: false), file.Path);
        }
    }

    private static IEnumerable<SpecialName> Specials(CompanionFile? file)
    {
        if (file is null) yield break;
        foreach (var key in SpecialKeys)
        {
            if (file.Value(key) is not { } value) continue;
            var values = (key is AdditionalKey or "extra_special_tokens", value.ValueKind) switch
            {
                (true, JsonValueKind.Array) => value.EnumerateArray().ToList(),
                (true, JsonValueKind.Object) => [.. value.EnumerateObject().Select(property => property.Value)],
                (true, _) => throw file.Wrong(key, value, "a list of tokens"),
                _ => [value],
            };
            foreach (var token in values) yield return new(key, file.Token(key, token), file.Path);
        }
    }
}
