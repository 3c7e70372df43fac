using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace ExT5.Core;

/// <summary>Chooses the number type of matrix products for a machine.</summary>
public static class PrecisionSelection
{
    private const int Features = 7;
    private const int AmxBFloat16 = 1 << 22; // leaf 7.0, EDX
    private const int Avx512BFloat16 = 1 << 5; // leaf 7.1, EAX

    /// <summary>
    /// The faster precision on a device. On a CPU this is <see cref="ComputePrecision.BFloat16"/> where the processor
    /// multiplies bfloat16 itself (x64 with AVX512-BF16 or AMX); elsewhere libtorch imitates it, more than ten times
    /// slower than float32. On CUDA it is bfloat16, which NVIDIA's processors have from Ampere (2020) on.
    /// Never <see cref="ComputePrecision.Float16"/>, which is for inference alone.
    /// </summary>
    /// <param name="device">Default: the CPU.</param>
    public static ComputePrecision Fastest(torch.Device? device = null) =>
        device?.type switch
        {
            DeviceType.CUDA => ComputePrecision.BFloat16,
            null or DeviceType.CPU when ProcessorHasBFloat16() => ComputePrecision.BFloat16,
            _ => ComputePrecision.Float32,
        };

    private static bool ProcessorHasBFloat16()
    {
        // .NET has no property for these instructions; CPUID of Intel's manual, volume 2A.
        if (!X86Base.IsSupported || !Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < Features)
            return false;
        return (X86Base.CpuId(Features, 1).Eax & Avx512BFloat16) != 0 || (X86Base.CpuId(Features, 0).Edx & AmxBFloat16) != 0;
    }
}
