using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Loss and gradient of N places over V tokens, <c>lse = log sum exp</c> of the logits x and y the target:
/// <c>(1 - e) (lse - x_y) + e (lse - mean x) + z lse^2</c>.
/// </summary>
internal interface ICrossEntropyKernel
{
    bool Supports(Tensor logits);

    /// <summary>Fills <paramref name="output"/> and the gradient.</summary>
    /// <param name="logits">Float32 <c>[N, V]</c>.</param>
    /// <param name="targets">Int64 <c>[N]</c>, below V.</param>
    /// <param name="scales">Float32 <c>[N]</c>, what each place's loss is multiplied by in the sum.</param>
    /// <param name="terms">z and e.</param>
    /// <param name="gradient">Float32 <c>[N, V]</c>, takes the gradient of the scaled sum by the logits.</param>
    /// <param name="output">Takes the places' losses.</param>
    void Apply(
        Tensor logits, Tensor targets, Tensor scales, CrossEntropyTerms terms, Tensor gradient,
        CrossEntropyOutput output);
}
