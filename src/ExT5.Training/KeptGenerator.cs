using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Gives torch's process-wide generator back as it was. TorchSharp cannot read the state of CUDA's, so that one is seeded for
/// models on CUDA only, and stays so.
/// </summary>
internal sealed class KeptGenerator : IDisposable
{
    private readonly Tensor _state;

    public KeptGenerator()
    {
        using var generator = Generator.Default;
        _state = generator.get_state().DetachFromDisposeScope();
    }

    /// <summary>Makes what is drawn next on a device a function of a seed.</summary>
    public static void Seed(Device device, ulong seed)
    {
        using var generator = device.type == DeviceType.CUDA ? manual_seed((long)seed) : Generator.Default;
        generator.manual_seed((long)seed);
    }

    public void Dispose()
    {
        using var generator = Generator.Default;
        generator.set_state(_state);
        _state.Dispose();
    }
}
