using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Changes the scores of the next token before one is chosen. <see cref="BeamSearch"/> and
/// <see cref="GroupBeamSearch"/> hand it log-probabilities, the other strategies logits, all as Transformers does.
/// </summary>
public interface ILogitsProcessor
{
    /// <summary>Changes the scores of every row; rows do not influence one another.</summary>
    /// <param name="history">Ids so far of the N rows.</param>
    /// <param name="scores">float32 [N, V]; may be changed in place.</param>
    /// <returns>
    /// float32 [N, V]: <paramref name="scores"/> itself, left in the dispose scope it is in, or a new tensor in the caller's.
    /// </returns>
    Tensor Process(TokenHistory history, Tensor scores);
}
