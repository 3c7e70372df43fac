using TorchSharp;

namespace ExT5.Core;

/// <summary>How one model runs here: nothing of this is part of a checkpoint.</summary>
public sealed class T5ModelOptions
{
    /// <summary>The attention product.</summary>
    /// <value>Default <see langword="null"/>: chosen by <see cref="KernelSelection"/>.</value>
    public IAttentionKernel? Kernel { get; set; }

    /// <summary>The number type of matrix products.</summary>
    /// <value>Default <see cref="ComputePrecision.Float32"/>; <see cref="PrecisionSelection.Fastest"/> tells what this machine does best.</value>
    public ComputePrecision Precision { get; set; } = ComputePrecision.Float32;

    /// <summary>
    /// Whether embeddings and matrices are kept in the type of <see cref="Precision"/> instead of float32: half the memory, for
    /// inference only. Norms, relative biases, routers and, in float16, the matrices that overflow stay float32. A file of the
    /// same type is read without a conversion, and <see cref="T5Model.Save"/> writes the types that are kept.
    /// </summary>
    /// <value>Default <see langword="false"/>; without effect in float32.</value>
    public bool CompactWeights { get; set; }

    /// <summary>Where parameters and inputs live; <see cref="DeviceSelection.Of"/> gives the device of a name.</summary>
    /// <value>Default <see langword="null"/>: the CPU.</value>
    public torch.Device? Device { get; set; }

    /// <summary>Seed of the initial weights; the same seed gives the same weights bit for bit.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; set; }
}
