using System.Text.Json;

namespace ExT5.Core.Tests;

/// <summary>One case of a golden generate.json: inputs, what Transformers was asked for, and what it gave.</summary>
internal sealed class GenerationCase
{
    private const int Start = 0;
    private const int Eos = 1;

    private readonly JsonElement _case;

    private GenerationCase(JsonElement json) => _case = json;

    /// <summary>The inputs without their padding.</summary>
    public int[][] Inputs => [.. Rows("input_ids").Zip(Rows("attention_mask"), (ids, mask) => ids[..mask.Sum()])];

    /// <summary>The sequences, the decoder's start first and the end of sequence last where there is one.</summary>
    public int[][] Sequences => [.. Rows("sequences").Select(WithoutPadding)];

    /// <summary>The beams' scores; nothing for a greedy case.</summary>
    public double[]? Scores => _case.TryGetProperty("sequences_scores", out var scores)
        ? [.. scores.EnumerateArray().Select(score => score.GetDouble())]
        : null;

    public DecodingStrategy Strategy => Searching() with { Processors = [.. Processors()] };

    // min_length counts the decoder's start too.
    public GenerationLimits Limits => new(
        (int)Number("max_new_tokens")!,
        Math.Max((int)(Number("min_length") ?? 1) - 1, (int)(Number("min_new_tokens") ?? 0)));

    private EarlyStopping Stopping => Argument("early_stopping") switch
    {
        { ValueKind: JsonValueKind.True } => EarlyStopping.AtWidth,
        { ValueKind: JsonValueKind.String } => EarlyStopping.Never,
        _ => EarlyStopping.Heuristic,
    };

    public static IEnumerable<string> Names(string folder, string file = "generate") =>
        Cases(folder, file).Select(json => json.GetProperty("name").GetString()!);

    public static GenerationCase Load(string folder, string name, string file = "generate") =>
        new(Cases(folder, file).Single(json => json.GetProperty("name").GetString() == name));

    /// <summary>A sequence as Transformers writes it.</summary>
    public static int[] Written(GeneratedSequence sequence) =>
        [Start, .. sequence.Ids, .. sequence.FinishReason == FinishReason.Stop ? [Eos] : Array.Empty<int>()];

    private static int[] WithoutPadding(int[] ids) =>
        Array.IndexOf(ids, Eos) is >= 0 and var end ? ids[..(end + 1)] : ids;

    private static JsonElement.ArrayEnumerator Cases(string folder, string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", folder, file + ".json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("cases").EnumerateArray();
    }

    private DecodingStrategy Searching()
    {
        if (Number("penalty_alpha") is { } alpha)
            return new ContrastiveSearch(alpha, (int)Number("top_k")!);
        if (Number("num_beams") is not { } width)
            return new GreedySearch();
        var (penalty, count) = (Number("length_penalty") ?? 1, (int)(Number("num_return_sequences") ?? 1));
        if (Number("num_beam_groups") is { } groups)
            return new GroupBeamSearch(
                (int)width, (int)groups, Number("diversity_penalty")!.Value, penalty, Stopping, count);
        return new BeamSearch((int)width, penalty, Stopping, count) { ForcedPhrases = [.. Phrases()] };
    }

    private IEnumerable<ForcedPhrase> Phrases() => Argument("force_words_ids") is { } words
        ? words.EnumerateArray().Select(word => word[0].ValueKind == JsonValueKind.Array
            ? ForcedPhrase.AnyOf([.. word.EnumerateArray().Select(Ids)])
            : new ForcedPhrase(Ids(word)))
        : [];

    private IEnumerable<ILogitsProcessor> Processors()
    {
        if (Number("repetition_penalty") is { } penalty)
            yield return new RepetitionPenalty(penalty);
        if (Number("no_repeat_ngram_size") is { } size)
            yield return new NoRepeatNGram((int)size);
        if (_case.TryGetProperty("prefix", out var prefix))
            yield return prefix.TryGetProperty("tables", out var tables)
                ? new PrefixConstraint(ByLastId([.. tables.EnumerateArray().Select(Ids)]))
                : new AllowedChoices(OfInputs([.. prefix.GetProperty("choices").EnumerateArray()
                    .Select(choices => new ChoicesTrie([.. choices.EnumerateArray().Select(Ids)]))]));
    }

    private ChoicesTrie[] OfInputs(ChoicesTrie[] tries) =>
        [.. Enumerable.Range(0, Inputs.Length).Select(input => tries[input % tries.Length])];

    // make_generate.py's function of the last id, the decoder's start at first, and the input's place.
    private static AllowedNextTokens ByLastId(int[][] tables) =>
        (input, ids) => tables[((ids.Length == 0 ? Start : ids[^1]) + input) % tables.Length];

    private double? Number(string name) =>
        Argument(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private JsonElement? Argument(string name) =>
        _case.GetProperty("generate_kwargs").TryGetProperty(name, out var value) ? value : null;

    private IEnumerable<int[]> Rows(string name) => _case.GetProperty(name).EnumerateArray().Select(Ids);

    private static int[] Ids(JsonElement ids) => [.. ids.EnumerateArray().Select(id => id.GetInt32())];
}
