using System.Buffers;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>The memory of a tensor, in stretches that fit a span.</summary>
internal static class TensorBytes
{
    public const int ChunkBytes = 1 << 26;

    /// <summary>Visits the memory in order; the second argument is the stretch's first byte.</summary>
    /// <param name="tensor">On the CPU and contiguous, of any size.</param>
    /// <param name="visit">Reads or writes the memory.</param>
    public static void Visit(Tensor tensor, SpanAction<byte, long> visit)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var elements = tensor.numel();
        var size = (int)tensor.ElementSize;
        var flat = tensor.detach().view(-1);
        for (var done = 0L; done < elements; done += ChunkBytes / size)
        {
            using var part = flat.narrow(0, done, Math.Min(ChunkBytes / size, elements - done));
            visit(part.bytes, done * size);
        }
    }
}
