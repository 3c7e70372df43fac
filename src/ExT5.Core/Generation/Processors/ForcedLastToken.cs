using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Makes every output that reaches <see cref="GenerationLimits.MaxNewTokens"/> end in one of some tokens: Transformers'
/// <c>forced_eos_token_id</c>.
/// </summary>
public sealed class ForcedLastToken : ILogitsProcessor
{
    private readonly int[] _ids;

    /// <summary>Forces the last token.</summary>
    /// <param name="ids">One or more ids of the vocabulary, all alike.</param>
    /// <exception cref="ArgumentException">There is no id, or one is negative.</exception>
    public ForcedLastToken(params IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        _ids = IdSequences.Checked([ids], nameof(ids))[0];
    }

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        return history.Left == 1 ? ForcedTokens.Force(scores, _ids) : scores;
    }
}
