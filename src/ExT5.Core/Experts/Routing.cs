using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What a router decided about the tokens of a batch. B rows, L tokens, E experts.</summary>
/// <param name="Logits">Float32 <c>[B, L, E]</c>.</param>
/// <param name="Probability">Of the chosen expert, float32 <c>[B, L]</c>.</param>
/// <param name="Expert">Int64 <c>[B, L]</c>; E where the token is dropped.</param>
internal sealed record Routing(Tensor Logits, Tensor Probability, Tensor Expert);
