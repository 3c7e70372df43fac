using System.Runtime.InteropServices;

namespace ExT5.Core;

/// <summary>File names of TorchSharp's native libraries on this platform, and the packages that bring them.</summary>
internal static class TorchLibraries
{
    /// <summary>The library between C# and libtorch; it comes with the TorchSharp package itself.</summary>
    public static string Bridge => FileName("LibTorchSharp");

    /// <summary>The part of libtorch with the CPU's operations and its C interface.</summary>
    public static string Cpu => FileName("torch_cpu");

    /// <summary>The part of libtorch with CUDA's operations, which packages for the CPU lack.</summary>
    public static string Cuda => FileName("torch_cuda");

    /// <summary>The package that brings CUDA to this platform; null where there is none.</summary>
    public static string? CudaPackage =>
        PortableRuntimeIdentifier switch { "linux-x64" => "TorchSharp-cuda-linux", "win-x64" => "TorchSharp-cuda-windows", _ => null };

    /// <summary>Parts of libtorch that the bridge is linked against, in the order in which they can be loaded.</summary>
    public static IReadOnlyList<string> Backend { get; } = [FileName("c10"), Cpu, FileName("torch")];

    /// <summary>linux-x64, win-x64, osx-arm64 …: the folder name that packages use under <c>runtimes/</c>.</summary>
    public static string PortableRuntimeIdentifier { get; } =
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-") +
        (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    /// <summary>What to do when libtorch is absent.</summary>
    public static string PackageAdvice { get; } = PortableRuntimeIdentifier switch
    {
        "linux-x64" => NativePackage + " (or TorchSharp-cuda-linux for an NVIDIA GPU).",
        "win-x64" => NativePackage + " (or TorchSharp-cuda-windows for an NVIDIA GPU).",
        "osx-arm64" => NativePackage + ".",
        var other => $"TorchSharp has native packages for linux-x64, win-x64 and osx-arm64, not for {other}.",
    };

    private const string NativePackage =
        "Add one native package to the application, not to a library: 'dotnet add package TorchSharp-cpu'";

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" :
        OperatingSystem.IsMacOS() ? $"lib{name}.dylib" :
        $"lib{name}.so";
}
