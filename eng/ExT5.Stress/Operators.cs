using System.Diagnostics.CodeAnalysis;
using ExT5.Core;
using static TorchSharp.torch;

namespace ExT5.Stress;

/// <summary>TorchSharp alone: the sum of two tensors with a scalar that nothing holds (docs/upstream.md), which fails, and with a held one.</summary>
internal static class Operators
{
    private const int Times = 1_000;

    public static Part[] Sums { get; } = [new("x + y", Sum, Times)];

    public static Part[] HeldSums { get; } = [new("x.add(y, held)", HeldSum, Times)];

    [SuppressMessage("Reliability", "EXT5001", Justification = "The fault itself.")]
    private static string Sum()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(64), ones(64));
        for (var i = 1; i < Times; i++) (x + y).Dispose();
        return (x + y).sum().item<float>().ToString("R");
    }

    private static string HeldSum()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(64), ones(64));
        for (var i = 1; i < Times; i++) x.add(y, Scalars.One).Dispose();
        return x.add(y, Scalars.One).sum().item<float>().ToString("R");
    }
}
