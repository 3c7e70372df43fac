using static TorchSharp.torch;

namespace ExT5.Core.Tests.Sharing;

/// <summary>Every way of asking a model, each with one text that says all of the answer.</summary>
internal static class CallsOnAModel
{
    private static readonly string[] Texts = ["summarize: one", "", "translate: a much longer input than the others", "x"];

    private static readonly GenerationLimits Limits = new(MaxNewTokens: 10, BatchSize: 3);

    private static readonly Dictionary<string, DecodingStrategy> Strategies = new()
    {
        ["greedy"] = new GreedySearch(),
        ["beams"] = new BeamSearch(Width: 3, ReturnSequences: 2),
        ["groups"] = new GroupBeamSearch(),
        ["sampling"] = new Sampling(Seed: 5, Temperature: 1.3, ReturnSequences: 2),
        ["contrastive"] = new ContrastiveSearch(),
        ["processed"] = new GreedySearch { Processors = [new RepetitionPenalty(1.3), new NoRepeatNGram(2)] },
    };

    public static IEnumerable<string> Names =>
        [.. Strategies.Keys, .. Strategies.Keys.Select(name => $"stream {name}"), "scorer", "embedder", "steps"];

    public static Func<string> Of(string name, T5Model model)
    {
        var generator = new T5Generator(model, new AsciiTokenizer());
        if (Strategies.TryGetValue(name, out var strategy))
            return () => string.Join('\n', generator.Generate(Texts, strategy, Limits).Select(Show));
        if (name.StartsWith("stream ", StringComparison.Ordinal))
            return () => Streamed(generator, Strategies[name["stream ".Length..]]);
        return name switch
        {
            "scorer" => () => string.Join('\n', new T5Scorer(model, new AsciiTokenizer())
                .Score([.. Texts.Select(text => new ScoringInput(text, "yes", "no", "it is not known"))])
                .SelectMany(scores => scores).Select(score => $"{score.LogLikelihood:R}")),
            "embedder" => () => string.Join('\n', new T5Embedder(model, new AsciiTokenizer()).Embed(Texts)
                .Select(vector => string.Join(' ', vector))),
            _ => () => Steps(model),
        };
    }

    private static string Show(GeneratedText text) =>
        $"{text.Text}|{text.Score:R}|{string.Join(';', text.Alternatives.Select(other => $"{other.Text}|{other.Score:R}"))}";

    private static string Streamed(T5Generator generator, DecodingStrategy strategy) =>
        string.Concat(generator.GenerateStreamingAsync(Texts[0], strategy, Limits).ToBlockingEnumerable());

    private static string Steps(T5Model model)
    {
        using var scope = NewDisposeScope();
        using var state = model.StartDecoding(tensor(new long[] { 40, 41, 42, 1 }, [1, 4]), null);
        var first = state.Step(zeros(1, int64));
        return string.Join(' ', state.Step(first.argmax(1)).data<float>().ToArray());
    }
}
