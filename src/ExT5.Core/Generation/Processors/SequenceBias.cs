using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Adds a number to the score of each sequence's last id after its other ids: Transformers' <c>sequence_bias</c>.
/// </summary>
public sealed class SequenceBias : ILogitsProcessor
{
    private readonly int[][] _sequences;
    private readonly float[] _biases;

    /// <summary>Favours or discourages sequences.</summary>
    /// <param name="biases">
    /// Sequences of one or more ids, each with the number to add, in nats: above 0 favours, below 0 discourages.
    /// </param>
    /// <exception cref="ArgumentException">A sequence is empty or holds a negative id, or a number is not finite.</exception>
    public SequenceBias(params IReadOnlyList<(IReadOnlyList<int> Ids, double Bias)> biases)
    {
        ArgumentNullException.ThrowIfNull(biases);
        _sequences = IdSequences.Checked([.. biases.Select(entry => entry.Ids)], nameof(biases));
        _biases = [.. biases.Select(entry => (float)entry.Bias)];
        if (Array.FindIndex(_biases, bias => !float.IsFinite(bias)) is >= 0 and var wrong)
            throw new ArgumentException(
                $"The bias of sequence {wrong} is {_biases[wrong]}; it must be finite. Use BannedSequences to ban.", nameof(biases));
    }

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        var sums = new SortedDictionary<long, float>();
        for (var row = 0; row < history.Rows; row++)
            Add(history.Row(row), row * scores.shape[1], scores.shape[1], sums);
        if (sums.Count == 0)
            return scores;
        using var scope = NewDisposeScope();
        var places = tensor(sums.Keys.ToArray(), device: scores.device);
        scores.view(-1).index_add_(0, places, tensor(sums.Values.ToArray(), device: scores.device), Scalars.One);
        return scores;
    }

    private void Add(ReadOnlySpan<int> ids, long first, long vocabulary, SortedDictionary<long, float> sums)
    {
        for (var index = 0; index < _sequences.Length; index++)
        {
            var sequence = _sequences[index];
            if (sequence.Length > ids.Length || sequence[^1] >= vocabulary || !ids.EndsWith(sequence.AsSpan(..^1)))
                continue;
            var place = first + sequence[^1];
            sums[place] = sums.GetValueOrDefault(place) + _biases[index];
        }
    }
}
