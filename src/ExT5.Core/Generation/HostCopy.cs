using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Brings a step's few results to the host, in one copy each.</summary>
internal static class HostCopy
{
    /// <summary>All numbers of a float32 tensor, in row-major order.</summary>
    public static float[] Floats(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.contiguous().cpu().data<float>().ToArray();
    }

    /// <summary>All numbers of an int64 tensor, in row-major order.</summary>
    public static long[] Longs(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.contiguous().cpu().data<long>().ToArray();
    }

    /// <summary>All numbers of an int64 tensor of ids, in row-major order.</summary>
    public static int[] Ids(Tensor values) => Array.ConvertAll(Longs(values), id => (int)id);
}
