using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Bans the end of sequence until enough tokens are there: Transformers' <c>min_new_tokens</c>.</summary>
/// <param name="Count">Tokens before the end of sequence is allowed, the decoder's start not counted; 0 or more.</param>
/// <param name="EosIds">Ids that end a sequence; at least one.</param>
/// <remarks>
/// <see cref="GenerationLimits.MinNewTokens"/> does the same for all strategies of a <see cref="T5Generator"/>; this is for
/// processors in an order of one's own. Transformers' <c>min_length</c> counts the decoder's start too: it is one more.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The count is below 0.</exception>
/// <exception cref="ArgumentException">There is no id.</exception>
public sealed record MinNewTokens(int Count, params IReadOnlyList<int> EosIds) : ILogitsProcessor
{
    /// <summary>Tokens before the end of sequence is allowed; 0 or more.</summary>
    public int Count { get; init => field = Bounds.AtLeast(0, value); } = Bounds.AtLeast(0, Count);

    /// <summary>Ids that end a sequence; at least one.</summary>
    public IReadOnlyList<int> EosIds { get; init => field = AtLeastOne(value); } = AtLeastOne(EosIds);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An id is none of the vocabulary's.</exception>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        if (history.Length - 1 >= Count)
            return scores;
        foreach (var eosId in EosIds)
        {
            if (eosId < 0 || eosId >= scores.shape[1])
                throw new ArgumentException($"'EosIds' holds {eosId}; this model knows 0 to {scores.shape[1] - 1}.", nameof(scores));
            using var eos = scores.select(1, eosId);
            eos.fill_(Scalars.MinusInfinity);
        }

        return scores;
    }

    private static IReadOnlyList<int> AtLeastOne(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ids.Count > 0 ? ids : throw new ArgumentException("'EosIds' is empty: name the ids that end a sequence.", nameof(ids));
    }
}
