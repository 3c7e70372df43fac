namespace ExT5.Core.Tests;

/// <summary>Contrastive search as the paper writes it, for one input, in double precision and without caches.</summary>
internal static class PlainContrastiveSearch
{
    public static int[] Decode(int seed, int vocabulary, double alpha, int topK, int maxNewTokens, int eos)
    {
        List<int> ids = [0];
        while (ids.Count <= maxNewTokens)
        {
            var probabilities = Probabilities(seed, vocabulary, ids);
            var next = Enumerable.Range(0, vocabulary).OrderByDescending(token => probabilities[token]).Take(topK)
                .MaxBy(token => ((1 - alpha) * probabilities[token]) - (alpha * ids.Max(id => Cosine(token, id))));
            if (next == eos)
                break;
            ids.Add(next);
        }

        return [.. ids.Skip(1)];
    }

    private static double[] Probabilities(int seed, int vocabulary, List<int> ids)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var logits = ScriptedLogits.Random(1, vocabulary, seed);
        TorchSharp.torch.Tensor? scores = null;
        foreach (var id in ids)
            scores = logits.Advance([id]);
        var weights = scores!.data<float>().Select(score => Math.Exp(score)).ToArray();
        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    private static double Cosine(int one, int other)
    {
        var (a, b) = (ScriptedStates.State(one), ScriptedStates.State(other));
        double Dot(float[] x, float[] y) => x.Zip(y).Sum(pair => (double)pair.First * pair.Second);
        return Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));
    }
}
