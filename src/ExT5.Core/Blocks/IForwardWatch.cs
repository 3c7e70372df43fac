using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Is told what happens in a forward pass through a stack; most passes have none.</summary>
internal interface IForwardWatch
{
    /// <summary>What is told next is about this part of the model, by its name in the checkpoint.</summary>
    void Enter(string part);

    /// <summary>A layer of the part computed this.</summary>
    void Output(string layer, Tensor x);

    /// <summary>A router of the part decided this.</summary>
    void Routed(Routing routing);
}
