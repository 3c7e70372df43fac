using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Makes every output begin with a token, as a language mark: Transformers' <c>forced_bos_token_id</c>.</summary>
/// <param name="Id">An id of the vocabulary.</param>
/// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
public sealed record ForcedFirstToken(int Id) : ILogitsProcessor
{
    /// <summary>An id of the vocabulary.</summary>
    public int Id { get; init => field = Bounds.AtLeast(0, value); } = Bounds.AtLeast(0, Id);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        return history.Length == 1 ? ForcedTokens.Force(scores, [Id]) : scores;
    }
}
