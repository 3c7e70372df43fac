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

    /// <param name="name">Layer and tensor with a dot between; a tensor of no layer is called by its name alone.</param>
    /// <param name="values">Of the parameter.</param>
    public void Parameter(string name, Tensor values)
    {
        var dot = name.LastIndexOf('.');
        Look(dot < 0 ? name : name[..dot], dot < 0 ? "values" : name[(dot + 1)..], values);
    }

    public void Look(string layer, string tensor, Tensor values) => First ??= NonFiniteTensor.Of(layer, tensor, values);
}
