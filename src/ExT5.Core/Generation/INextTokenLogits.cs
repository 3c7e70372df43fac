using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// A decoder that is fed one token per row and step, as a <see cref="DecodingStrategy"/> sees it: N rows, each with
/// its own past.
/// </summary>
public interface INextTokenLogits
{
    /// <summary>Feeds the last token of every row.</summary>
    /// <param name="tokens">N ids, one a row; in the first step the decoder's start.</param>
    /// <returns>Scores of the next token, float32 [N, V], in the caller's dispose scope.</returns>
    Tensor Advance(ReadOnlySpan<int> tokens);

    /// <summary>Makes row <c>i</c> continue what row <c>rows[i]</c> was: reorders, repeats and drops rows.</summary>
    /// <param name="rows">N' present rows, 0 up to N - 1.</param>
    void Rearrange(ReadOnlySpan<int> rows);
}
