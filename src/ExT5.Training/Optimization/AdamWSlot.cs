using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>A parameter with its AdamW state, all of one shape.</summary>
internal sealed record AdamWSlot(NamedParameter Parameter, Tensor Mean, Tensor MeanSquare);
