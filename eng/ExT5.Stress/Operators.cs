using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace ExT5.Stress;

/// <summary>TorchSharp alone: the sum of two tensors with a scalar that nothing holds, as docs/upstream.md describes it. Fails.</summary>
internal static class Operators
{
    private const int Times = 1_000;

    public static Part[] Sums { get; } = [new("x + y", Sum, Times)];

    [SuppressMessage("Reliability", "EXT5001", Justification = "The fault itself.")]
    private static string Sum()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(64), ones(64));
        for (var i = 1; i < Times; i++) (x + y).Dispose();
        return (x + y).sum().item<float>().ToString("R");
    }
}
