using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Which tokens may follow what an input's output holds so far.</summary>
/// <param name="input">Place of the input among all of the call, 0 for the first.</param>
/// <param name="ids">The generated ids, without the decoder's start; none before the first token.</param>
/// <returns>
/// One or more ids, the end of sequence among them where the output may end; <see langword="null"/>: any token.
/// </returns>
public delegate IReadOnlyCollection<int>? AllowedNextTokens(int input, ReadOnlySpan<int> ids);

/// <summary>
/// Lets a function of the ids so far say which tokens may follow, in any strategy: Transformers'
/// <c>prefix_allowed_tokens_fn</c> (De Cao et al. 2021).
/// </summary>
/// <param name="allowed">
/// Called for every row and step. It is also asked about rows that a beam search will give up, whose ids it has not
/// allowed: it must allow something then too.
/// </param>
/// <remarks>Put it before processors that cut the scores, such as <see cref="TopK"/>.</remarks>
public sealed class PrefixConstraint(AllowedNextTokens allowed) : ILogitsProcessor
{
    private readonly AllowedNextTokens _allowed = allowed ?? throw new ArgumentNullException(nameof(allowed));

    /// <inheritdoc/>
    /// <exception cref="GenerationException">No token is allowed, or one that the model does not know.</exception>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        var kept = new AllowedTokens(scores);
        for (var row = 0; row < history.Rows; row++)
            if (_allowed(history.Input(row).Place, history.Row(row)[1..]) is { } tokens)
                kept.Limit(row, tokens, history.Length);
        return kept.Apply();
    }
}
