using System.Text.Json;

namespace ExT5.Core;

/// <summary>Chooses the strategy that Transformers would choose for a generation configuration.</summary>
internal static class GenerationConfigStrategy
{
    private const int DefaultTopK = 50; // Transformers'

    // Each is a row of the batch: more is no use that anyone has made, and takes all memory.
    private const int MostRows = 1_000;

    public static DecodingStrategy Read(GenerationConfigJson json)
    {
        var (beams, sequences) = (json.Int("num_beams", 1, MostRows) ?? 1, json.Int("num_return_sequences", 1, MostRows) ?? 1);
        if (beams > 1 || json.Items("force_words_ids").Length > 0)
            return Beams(json, beams, sequences);
        if (json.Bool("do_sample"))
            return Sampling(json, sequences);
        if (sequences != 1)
            throw json.Wrong("num_return_sequences", "1 without beams or sampling (\"num_beams\", \"do_sample\")");
        var topK = TopK(json);
        return json.Double("penalty_alpha") is { } alpha and > 0 && topK > 1
            ? new ContrastiveSearch(alpha, json.Int("top_k", 0, MostRows) ?? DefaultTopK)
            : new GreedySearch();
    }

    private static DecodingStrategy Beams(GenerationConfigJson json, int beams, int sequences)
    {
        if (json.Bool("do_sample"))
            throw json.Wrong("do_sample", "false with beams: ExT5 does not draw in a beam search");
        var (penalty, stopping) = (json.Double("length_penalty") ?? 1, json.EarlyStopping("early_stopping"));
        if (sequences > beams)
            throw json.Wrong("num_return_sequences", $"1 up to \"num_beams\", {beams}");
        ForcedPhrase[] phrases = [.. json.Items("force_words_ids").Select(entry => Phrase(json, entry))];
        var groups = json.Int("num_beam_groups", 1, MostRows) ?? 1;
        if (groups == 1)
            return new BeamSearch(beams, penalty, stopping, sequences) { ForcedPhrases = phrases };
        if (phrases.Length > 0 || groups > beams || beams % groups != 0)
            throw json.Wrong("num_beam_groups", $"1, or without forced words a part of \"num_beams\", {beams}");
        return new GroupBeamSearch(beams, groups, json.Double("diversity_penalty") ?? 0, penalty, stopping, sequences);
    }

    // A list of ids, or a list of such lists, one of which must come.
    private static ForcedPhrase Phrase(GenerationConfigJson json, JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Array && entry.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Array)
            ? ForcedPhrase.AnyOf([.. entry.EnumerateArray().Select(ids => json.Ids("force_words_ids", ids))])
            : new(json.Ids("force_words_ids", entry));

    private static Sampling Sampling(GenerationConfigJson json, int sequences) => new(
        Seed: 0,
        json.Double("temperature") ?? 1,
        TopK(json),
        json.Double("top_p") ?? 1,
        json.Double("min_p") ?? 0,
        json.Double("typical_p") ?? 1,
        sequences)
    {
        Filters = [.. Cutoffs(json)],
    };

    private static int TopK(GenerationConfigJson json) => json.IsNull("top_k") ? 0 : json.Int("top_k") ?? DefaultTopK;

    private static IEnumerable<ILogitsProcessor> Cutoffs(GenerationConfigJson json)
    {
        if (json.Double("epsilon_cutoff") is { } epsilon and > 0 and < 1)
            yield return new EpsilonCutoff(epsilon);
        if (json.Double("eta_cutoff") is { } eta and > 0 and < 1)
            yield return new EtaCutoff(eta);
    }
}
