using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// A decoder that also shows what it has made of the tokens, for strategies that compare tokens by their meaning, as
/// <see cref="ContrastiveSearch"/> does. A <see cref="T5Generator"/>'s decoder is one. N rows, V vocabulary, M model.
/// </summary>
public interface INextTokenStates : INextTokenLogits
{
    /// <summary>Feeds the last token of every row.</summary>
    /// <param name="tokens">N ids, one a row; in the first step the decoder's start.</param>
    /// <param name="states">
    /// The decoder's last hidden state at these tokens, float32 [N, M], in the caller's dispose scope; any common factor
    /// is free.
    /// </param>
    /// <returns>Scores of the next token, float32 [N, V], in the caller's dispose scope.</returns>
    Tensor Advance(ReadOnlySpan<int> tokens, out Tensor states);
}
