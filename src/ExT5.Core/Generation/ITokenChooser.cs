using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What a strategy that takes one token a step and never goes back does at each step.</summary>
internal interface ITokenChooser
{
    /// <summary>Chooses the next token of every row.</summary>
    /// <param name="scores">Float32 [N, V], after the processors; stays as it is.</param>
    /// <param name="rows">The N rows.</param>
    /// <returns>Ids, int64 [N, 1].</returns>
    Tensor Choose(Tensor scores, TokenRows rows);
}
