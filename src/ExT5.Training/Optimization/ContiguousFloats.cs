using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Direct access to the memory of float32 tensors on the CPU, which native code owns and never moves.
/// </summary>
internal static unsafe class ContiguousFloats
{
    /// <summary>Whether a managed loop may run over the tensor: CPU, float32, contiguous, under 2 GiB.</summary>
    public static bool Has(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32
        && tensor.device_type == TorchSharp.DeviceType.CPU
        && tensor.numel() < int.MaxValue / sizeof(float)
        && tensor.is_contiguous();

    /// <summary>The first element; valid while the tensor lives.</summary>
    public static float* Pointer(Tensor tensor) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
