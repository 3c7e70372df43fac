using ExT5.Core;
using ExT5.Data;

namespace ExT5.Stress;

/// <summary>Eight ways to decode, each with a generator of its own on the model that all share.</summary>
internal static class Generation
{
    private static readonly GenerationLimits Limits = new(MaxNewTokens: 12);

    public static Part[] Strategies { get; } =
    [
        Part("greedy", new GreedySearch()),
        Part("repetition penalties", new GreedySearch { Processors = [new RepetitionPenalty(1.3), new NoRepeatNGram(2), new EncoderRepetitionPenalty(1.2)] }),
        Part("beams", new BeamSearch(3)),
        Part("beams, penalties", new BeamSearch(2) { Processors = [new ExponentialLengthPenalty(2, 1.5, [1]), new SuppressedTokens([7, 9])] }),
        Part("groups of beams", new GroupBeamSearch(4, 2)),
        Part("sampling", new Sampling(Seed: 3, Temperature: 0.8, TopK: 20, TopP: 0.9)),
        Part("sampling, cut-offs", new Sampling(Seed: 4, MinP: 0.01, Typical: 0.95) { Filters = [new EpsilonCutoff(1e-4), new EtaCutoff(1e-4)] }),
        Part("contrastive", new ContrastiveSearch()),
    ];

    public static Part[] Rest { get; } =
    [
        Part("allowed choices", new BeamSearch(2) { Processors = [new AllowedChoices(ChoicesTrie.FromTexts(["yes", "no"], new ByteVocabulary()))] }),
        Part("forced phrases", new BeamSearch(3) { ForcedPhrases = [new ForcedPhrase([8, 9])] }),
        Part("mixture of experts", new GreedySearch(), () => TinyModel.Make(TinyModel.Experts)),
        Part("bfloat16", new GreedySearch(), () => TinyModel.Make(TinyModel.Config, new() { Precision = ComputePrecision.BFloat16, CompactWeights = true })),
        Part("local attention", new GreedySearch(), () => TinyModel.Make(TinyModel.Local)),
        Part("global attention", new GreedySearch(), () => TinyModel.Make(TinyModel.Global)),
        new("streamed answers", Streamed),
        new("rankings", Ranked),
        new("embeddings", Embedded, TinyModel.Inputs.Length),
    ];

    private static Part Part(string name, DecodingStrategy strategy, Func<T5Model>? make = null) =>
        new($"generations, {name}", () => Generated(strategy, make), TinyModel.Inputs.Length);

    private static string Generated(DecodingStrategy strategy, Func<T5Model>? make)
    {
        using var own = make?.Invoke();
        using var generator = new T5Generator(own ?? TinyModel.Shared, new ByteVocabulary());
        return string.Join("|", generator.Generate(TinyModel.Inputs, strategy, Limits).Select(output => output.ToString()));
    }

    private static string Streamed()
    {
        using var generator = new T5Generator(TinyModel.Shared, new ByteVocabulary());
        return string.Concat(generator.GenerateStreamingAsync(TinyModel.Inputs[1], limits: Limits).ToBlockingEnumerable());
    }

    private static string Ranked() =>
        string.Join(" ", new T5Scorer(TinyModel.Shared, new ByteVocabulary()).Rank(TinyModel.Inputs[0], TinyModel.Inputs));

    private static string Embedded() => string.Join(
        " ", new T5Embedder(TinyModel.Shared, new ByteVocabulary()).Embed(TinyModel.Inputs).Select(vector => vector.Sum().ToString("R")));
}
