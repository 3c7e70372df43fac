using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Remembers the first tensor of a forward pass that is not finite.</summary>
internal sealed class FiniteWatch : IForwardWatch
{
    private string _part = "";

    public NonFiniteTensor? First { get; private set; }

    public void Enter(string part) => _part = part;

    public void Output(string layer, Tensor x) => Look($"{_part}.{layer}", "output", x);

    public void Routed(Routing routing) => Look(_part, "router's logits", routing.Logits);

    public void Look(string layer, string tensor, Tensor values) => First ??= NonFiniteTensor.Of(layer, tensor, values);
}
