using TorchSharp;

namespace ExT5.Core.Tests;

/// <summary>The best of all possible outputs, found by trying each.</summary>
internal static class Exhaustive
{
    public static (int[] Ids, double Score) Best(
        int input, int seed, int vocabulary, int maxNewTokens, int eos, double lengthPenalty) =>
        All(input, seed, vocabulary, maxNewTokens, eos, [], 0)
            .Select(output => (output.Ids, Score: output.Sum / Math.Pow(output.Length, lengthPenalty)))
            .MaxBy(output => output.Score);

    /// <summary>Log-probability of an output.</summary>
    public static double Score(int input, int seed, int vocabulary, int[] ids) => Enumerable.Range(0, ids.Length)
        .Sum(place => LogProbabilities(input, seed, vocabulary, ids[..place])[ids[place]]);

    private static IEnumerable<(int[] Ids, double Sum, int Length)> All(
        int input, int seed, int vocabulary, int left, int eos, int[] ids, double sum)
    {
        if (left == 0)
            return [(ids, sum, ids.Length)];
        var logProbabilities = LogProbabilities(input, seed, vocabulary, ids);
        return Enumerable.Range(0, vocabulary).SelectMany(token => token == eos
            ? [(ids, sum + logProbabilities[token], ids.Length + 1)]
            : All(input, seed, vocabulary, left - 1, eos, [.. ids, token], sum + logProbabilities[token]));
    }

    private static double[] LogProbabilities(int input, int seed, int vocabulary, int[] ids)
    {
        using var scope = torch.NewDisposeScope();
        var logits = ScriptedLogits.Random(input + 1, vocabulary, seed);
        logits.Rearrange([input]);
        torch.Tensor scores = logits.Advance([0]);
        foreach (var id in ids)
            scores = logits.Advance([id]);
        var values = scores.data<float>().ToArray();
        var normalizer = Math.Log(values.Sum(value => Math.Exp(value)));
        return [.. values.Select(value => value - normalizer)];
    }
}
