using System.Runtime.Intrinsics.X86;

namespace ExT5.Core.Tests;

public sealed class PrecisionSelectionTests
{
    [Fact]
    public void BFloat16_is_chosen_on_a_processor_that_Linux_says_has_it()
    {
        Assert.SkipUnless(File.Exists("/proc/cpuinfo"), "Only Linux lists the processor's instructions in a file.");
        var flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) ?? "";
        var words = flags.Split(' ');

        // Avx512F.IsSupported is false on a processor with it when a variable such as DOTNET_EnableAVX512 takes it away.
        var hasIt = words.Contains("avx512f") && Avx512F.IsSupported && (words.Contains("avx512_bf16") || words.Contains("amx_bf16"));

        Assert.Equal(hasIt ? ComputePrecision.BFloat16 : ComputePrecision.Float32, PrecisionSelection.Fastest());
    }
}
