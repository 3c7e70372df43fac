using System.Text.Json;

namespace ExT5.Core;

/// <summary>
/// Reads Transformers' generation configuration (4.41) of a model folder: <c>generation_config.json</c>, or, where there
/// is none, what <c>config.json</c> says of generation, as older checkpoints do.
/// </summary>
internal static class GenerationConfigFile
{
    private const string OwnName = "generation_config.json";
    private const string ModelName = "config.json";
    private const int MaxSeconds = 1_000_000_000;

    public static GenerationDefaults Read(string folder, T5Config config)
    {
        var own = Path.Combine(folder, OwnName);
        var path = File.Exists(own) ? own : Path.Combine(folder, ModelName);
        using var document = T5ConfigFile.Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new T5ConfigException($"'{path}' holds a JSON {document.RootElement.ValueKind}; it must be an object.");
        var json = new GenerationConfigJson(path, document.RootElement, config.VocabularySize);
        if (path == own)
            GenerationConfigKeys.Check(json);
        GenerationConfigKeys.CheckCache(json);
        try
        {
            return Read(json, config);
        }
        catch (ArgumentException cause)
        {
            throw new T5ConfigException($"'{path}': {cause.Message}", cause);
        }
    }

    private static GenerationDefaults Read(GenerationConfigJson json, T5Config config)
    {
        IReadOnlyList<int> eosIds = json.Ids("eos_token_id") is { Length: > 0 } ids ? ids : config.EosIds;
        var limits = new GenerationLimits(MaxNewTokens(json), MinNewTokens(json))
        {
            EosIds = eosIds,
            StoppingCriteria = [.. StoppingCriteria(json)],
        };
        GenerationRules.CheckLimits(limits, config.VocabularySize);
        var strategy = GenerationConfigStrategy.Read(json) with
        {
            Processors = [.. GenerationConfigProcessors.Read(json, eosIds)],
        };
        json.IdOrNone("pad_token_id");
        return new(strategy, limits) { DecoderStartId = json.IdOrNone("decoder_start_token_id") ?? json.IdOrNone("bos_token_id") };
    }

    // max_length counts the decoder's start, max_new_tokens does not and goes first.
    private static int MaxNewTokens(GenerationConfigJson json) => json.Int("max_new_tokens")
        ?? (json.Int("max_length") is not { } length ? new GenerationLimits().MaxNewTokens
            : length > 1 ? length - 1
            : throw json.Wrong("max_length", "2 or more, the decoder's start included"));

    private static int MinNewTokens(GenerationConfigJson json) =>
        Math.Max((json.Int("min_length") ?? 0) - 1, json.Int("min_new_tokens") ?? 0);

    private static IEnumerable<IStoppingCriterion> StoppingCriteria(GenerationConfigJson json)
    {
        if (json.Double("max_time") is { } seconds)
            yield return seconds is > 0 and < MaxSeconds
                ? new MaxTime(TimeSpan.FromSeconds(seconds))
                : throw json.Wrong("max_time", $"a number of seconds above 0 and below {MaxSeconds}");
        if (json.Texts("stop_strings") is { Length: > 0 } strings)
            yield return new StopStrings(strings);
    }
}
