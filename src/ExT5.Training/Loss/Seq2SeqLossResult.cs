using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The loss of a batch; both tensors belong to the caller's dispose scope.</summary>
/// <param name="Loss">
/// The scalar that training makes small, float32: cross-entropy with label smoothing, plus z-loss, weighted and
/// normalised.
/// </param>
/// <param name="TokenCrossEntropy">
/// <c>-log p(target)</c> in nats at each place <c>[B, T]</c>, float32, without smoothing, z-loss, weight or gradient;
/// 0 where
/// the weight is 0.
/// </param>
public sealed record Seq2SeqLossResult(Tensor Loss, Tensor TokenCrossEntropy);
