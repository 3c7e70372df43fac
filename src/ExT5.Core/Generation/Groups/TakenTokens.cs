using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What the groups before took at this step: Transformers' <c>HammingDiversityLogitsProcessor</c>.</summary>
internal sealed class TakenTokens(int inputs, float penalty)
{
    private readonly Dictionary<int, int>[] _counts = [.. Enumerable.Range(0, inputs).Select(_ => new Dictionary<int, int>())];

    /// <summary>Counts the tokens of a group.</summary>
    /// <param name="tokens">Those of each of the request's rows, [rows, width].</param>
    /// <param name="width">Beams of the group.</param>
    public void Add(ReadOnlySpan<int> tokens, int width)
    {
        for (var place = 0; place < tokens.Length; place++)
            CollectionsMarshal.GetValueRefOrAddDefault(_counts[place / width], tokens[place], out _)++;
    }

    /// <summary>Takes the penalties from a group's scores, in place.</summary>
    /// <param name="scores">float32 [N, V], as many rows for each input.</param>
    /// <param name="rowInputs">The request's row behind each running input.</param>
    public Tensor Penalize(Tensor scores, IReadOnlyList<int> rowInputs)
    {
        var (vocabulary, each) = (scores.shape[1], (int)scores.shape[0] / rowInputs.Count);
        var (places, penalties) = (new List<long>(), new List<float>());
        for (var row = 0; row < scores.shape[0]; row++)
            foreach (var (token, count) in _counts[rowInputs[row / each]])
            {
                places.Add((row * vocabulary) + token);
                penalties.Add(-penalty * count);
            }

        if (places.Count == 0)
            return scores;
        using var scope = NewDisposeScope();
        var difference = tensor(penalties.ToArray(), device: scores.device);
        scores.view(-1).index_add_(0, tensor(places.ToArray(), device: scores.device), difference, Scalars.One);
        return scores;
    }
}
