using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Bans tokens everywhere, or as an output's first only.</summary>
public sealed class SuppressedTokens : ILogitsProcessor
{
    private readonly int[] _ids;
    private readonly bool _firstOnly;

    /// <summary>Bans tokens.</summary>
    /// <param name="ids">One or more ids.</param>
    /// <param name="firstOnly">
    /// Whether only an output's first token is meant: Transformers' <c>begin_suppress_tokens</c>; else its
    /// <c>suppress_tokens</c>.
    /// </param>
    /// <exception cref="ArgumentException">There is no id, or one is negative.</exception>
    public SuppressedTokens(IReadOnlyList<int> ids, bool firstOnly = false)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (_ids, _firstOnly) = (IdSequences.Checked([ids], nameof(ids))[0], firstOnly);
    }

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        if (_firstOnly && history.Length > 1)
            return scores;
        using var scope = NewDisposeScope();
        long[] known = [.. _ids.Where(id => id < scores.shape[1]).Select(id => (long)id)];
        scores.index_fill_(1, tensor(known, device: scores.device), Scalars.MinusInfinity);
        return scores;
    }
}
