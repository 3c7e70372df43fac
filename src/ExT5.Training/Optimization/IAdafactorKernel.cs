using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>Adafactor's arithmetic on one parameter, its gradient and its state, in place.</summary>
internal interface IAdafactorKernel
{
    bool Supports(AdafactorSlot slot, Tensor gradient);

    void Apply(AdafactorSlot slot, Tensor gradient, AdafactorUpdate update);
}
