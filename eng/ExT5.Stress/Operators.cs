using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Stress;

/// <summary>TorchSharp alone: the sum of two tensors with a scalar that nothing holds, as docs/upstream.md describes it. Fails.</summary>
internal sealed class Operators : IPart
{
    public string Name => "x + y";

    [SuppressMessage("Reliability", "EXT5001", Justification = "The fault itself.")]
    public (string Result, long Calls) Run()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(64), ones(64));
        for (var i = 0; i < 999; i++) (x + y).Dispose();
        return ((x + y).sum().item<float>().ToString("R"), 1000);
    }
}
