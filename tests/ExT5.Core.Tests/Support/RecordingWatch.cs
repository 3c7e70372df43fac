using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>What every layer of a stack computed, by the layer's name in the checkpoint.</summary>
internal sealed class RecordingWatch : IForwardWatch
{
    private string _part = "";

    public Dictionary<string, Tensor> Outputs { get; } = [];

    public void Enter(string part) => _part = part;

    public void Output(string layer, Tensor x) => Outputs[$"{_part}.{layer}"] = x.clone().DetachFromDisposeScope();

    public void Routed(Routing routing)
    {
    }
}
