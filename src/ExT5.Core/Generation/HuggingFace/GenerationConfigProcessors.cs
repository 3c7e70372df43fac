using System.Text.Json;

namespace ExT5.Core;

/// <summary>The processors that Transformers would make of a generation configuration, in its order.</summary>
internal static class GenerationConfigProcessors
{
    public static IEnumerable<ILogitsProcessor> Read(GenerationConfigJson json, IReadOnlyList<int> eosIds) =>
        Discouraging(json, eosIds).Concat(Forcing(json, eosIds));

    private static IEnumerable<ILogitsProcessor> Discouraging(GenerationConfigJson json, IReadOnlyList<int> eosIds)
    {
        if (json.Items("sequence_bias") is { Length: > 0 } biases)
            yield return new SequenceBias([.. biases.Select(entry => Bias(json, entry))]);
        if (json.Double("encoder_repetition_penalty") is { } encoderPenalty and not 1)
            yield return new EncoderRepetitionPenalty(encoderPenalty);
        if (json.Double("repetition_penalty") is { } penalty and not 1)
            yield return new RepetitionPenalty(penalty);
        if (json.Int("no_repeat_ngram_size") is { } size and not 0)
            yield return new NoRepeatNGram(size);
        if (json.Int("encoder_no_repeat_ngram_size") is { } encoderSize and not 0)
            yield return new EncoderNoRepeatNGram(encoderSize);
        // An end alone is no bad word to Transformers.
        int[][] badWords = [.. json.IdLists("bad_words_ids").Where(ids => ids is not [var id] || !eosIds.Contains(id))];
        if (badWords.Length > 0)
            yield return new BannedSequences(badWords);
    }

    private static IEnumerable<ILogitsProcessor> Forcing(GenerationConfigJson json, IReadOnlyList<int> eosIds)
    {
        if (json.IdOrNone("forced_bos_token_id") is { } first)
            yield return new ForcedFirstToken(first);
        if (json.Ids("forced_eos_token_id") is { Length: > 0 } last)
            yield return new ForcedLastToken(last);
        if (json.Items("exponential_decay_length_penalty") is { Length: > 0 } decay)
            yield return Decay(json, decay, eosIds);
        if (json.Ids("suppress_tokens") is { Length: > 0 } suppressed)
            yield return new SuppressedTokens(suppressed);
        if (json.Ids("begin_suppress_tokens") is { Length: > 0 } suppressedFirst)
            yield return json.Int("forced_bos_token_id") is null
                ? new SuppressedTokens(suppressedFirst, firstOnly: true)
                : throw json.Wrong("begin_suppress_tokens", "absent beside \"forced_bos_token_id\", which fixes the first token");
        if (json.Bool("renormalize_logits"))
            yield return new Renormalization();
    }

    private static (IReadOnlyList<int> Ids, double Bias) Bias(GenerationConfigJson json, JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2 && entry[1].ValueKind == JsonValueKind.Number
            ? (json.Ids("sequence_bias", entry[0]), entry[1].GetDouble())
            : throw json.Wrong("sequence_bias", "a list of [ids, number]");

    private static ExponentialLengthPenalty Decay(GenerationConfigJson json, JsonElement[] decay, IReadOnlyList<int> eosIds) =>
        decay is [{ ValueKind: JsonValueKind.Number } start, { ValueKind: JsonValueKind.Number } factor]
        && start.TryGetInt32(out var tokens)
            ? new(tokens, factor.GetDouble(), eosIds)
            : throw json.Wrong("exponential_decay_length_penalty", "[tokens, factor]");
}
