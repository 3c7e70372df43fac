using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>AdamW's arithmetic on one parameter, its gradient and its state, in place.</summary>
internal interface IAdamWKernel
{
    bool Supports(AdamWSlot slot, Tensor gradient);

    void Apply(AdamWSlot slot, Tensor gradient, AdamWUpdate update);
}
