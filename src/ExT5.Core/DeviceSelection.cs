using System.Globalization;
using TorchSharp;

namespace ExT5.Core;

/// <summary>Turns the name of a device into one that is there.</summary>
public static class DeviceSelection
{
    private const string Cuda = "cuda";

    private static string CudaAdvice => TorchLibraries.CudaPackage is { } package
        ? $"Add the package {package} to the application, in place of TorchSharp-cpu or libtorch-cpu, or take 'cpu'."
        : "No package of TorchSharp has CUDA for this system; take 'cpu'.";

    /// <summary>The device of a name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:</c> and the number of a GPU, from 0.</param>
    /// <exception cref="DeviceException">
    /// It is no such name, the native package has no CUDA (names the one to add), or there is no such GPU.
    /// </exception>
    public static torch.Device Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ExT5Runtime.EnsureLoaded();
        if (name == "cpu") return torch.CPU;
        if (NumberOf(name) is not { } number)
            throw new DeviceException($"There is no device '{name}'. Take 'cpu', 'cuda' or 'cuda:' and the number of a GPU, for example 'cuda:0'.");
        CheckCuda(name, number);
        return torch.device(name);
    }

    /// <summary>Refuses a device that nothing can be put on.</summary>
    /// <exception cref="DeviceException">The native package has no CUDA, or there is no such GPU.</exception>
    internal static void Check(torch.Device? device)
    {
        if (device?.type == DeviceType.CUDA) CheckCuda($"{device}", Math.Max(0, device.index));
    }

    private static int? NumberOf(string name) =>
        name == Cuda ? 0
        : name.StartsWith(Cuda + ":", StringComparison.Ordinal) && byte.TryParse(name.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static void CheckCuda(string name, int number)
    {
        if (!torch.cuda.is_available())
            throw new DeviceException(NativeSearchFolders.OfThisProcess().Find(TorchLibraries.Cuda) is null
                ? $"The device '{name}' needs CUDA, which the application's native package does not have. {CudaAdvice}"
                : $"The device '{name}' was asked for, but CUDA finds no GPU on this machine. See that 'nvidia-smi' lists one and that its driver is not too old, or take 'cpu'.");
        var count = torch.cuda.device_count();
        if (number >= count)
            throw new DeviceException($"The device '{name}' is not there: this machine has {count} GPU{(count == 1 ? "" : "s")}, 'cuda:0' to 'cuda:{count - 1}'.");
    }
}
