using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Bans sequences of ids: each one's last id after its other ids. Transformers' <c>bad_words_ids</c>.</summary>
public sealed class BannedSequences : ILogitsProcessor
{
    private readonly int[][] _sequences;

    /// <summary>Bans these sequences.</summary>
    /// <param name="sequences">Sequences of one or more ids of the vocabulary.</param>
    /// <exception cref="ArgumentException">A sequence is empty or holds a negative id.</exception>
    public BannedSequences(params IReadOnlyList<IReadOnlyList<int>> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        _sequences = IdSequences.Checked(sequences, nameof(sequences));
    }

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        var banned = new BannedTokens(scores);
        for (var row = 0; row < history.Rows; row++)
            foreach (var sequence in _sequences)
                if (sequence.Length <= history.Length && history.Row(row).EndsWith(sequence.AsSpan(..^1)))
                    banned.Add(row, sequence[^1]);
        return banned.Apply();
    }
}
