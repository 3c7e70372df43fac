using ExT5.Core;
using ExT5.Data;

namespace ExT5.Stress;

/// <summary>One way to decode, with a generator of its own on the model that all share.</summary>
internal sealed class Generation(string strategy) : IPart
{
    private static readonly GenerationLimits Limits = new(MaxNewTokens: 12);

    public static Dictionary<string, DecodingStrategy> Strategies { get; } = new()
    {
        ["greedy"] = new GreedySearch(),
        ["greedy, repetition penalty"] = new GreedySearch { Processors = [new RepetitionPenalty(1.3), new NoRepeatNGram(2)] },
        ["beams"] = new BeamSearch(3),
        ["beams, length penalty"] = new BeamSearch(2) { Processors = [new ExponentialLengthPenalty(2, 1.5, [1]), new SuppressedTokens([7, 9])] },
        ["groups of beams"] = new GroupBeamSearch(4, 2),
        ["sampling"] = new Sampling(Seed: 3, Temperature: 0.8, TopK: 20, TopP: 0.9),
        ["sampling, cut-offs"] = new Sampling(Seed: 4, MinP: 0.01, Typical: 0.95) { Filters = [new EpsilonCutoff(1e-4), new EtaCutoff(1e-4)] },
        ["contrastive"] = new ContrastiveSearch(),
    };

    public string Name => $"generations, {strategy}";

    public (string Result, long Calls) Run()
    {
        using var generator = new T5Generator(TinyModel.Shared, new ByteVocabulary());
        var outputs = generator.Generate(TinyModel.Inputs, Strategies[strategy], Limits);
        return (string.Join("|", outputs.Select(output => output.ToString())), outputs.Count);
    }
}
