using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>Losses of N places, float32 <c>[N]</c>.</summary>
/// <param name="Losses">With smoothing and z-loss, not scaled.</param>
/// <param name="CrossEntropies"><c>-log p(target)</c> alone.</param>
internal readonly record struct CrossEntropyOutput(Tensor Losses, Tensor CrossEntropies);
