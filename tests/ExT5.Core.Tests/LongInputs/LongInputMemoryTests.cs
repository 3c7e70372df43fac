namespace ExT5.Core.Tests.LongInputs;

public sealed class LongInputMemoryTests
{
    // Twice the measured peaks and more, since an allocator keeps more of what it was given back on a busy machine: 195 to 312,
    // 165, 151, 210 and 229 MiB. All scores of 20,000 places would take 6 GiB in each of their forms.
    [Theory]
    [InlineData("generate", 20_000, 700)]
    [InlineData("target", 4_000, 400)]
    [InlineData("beams", 6_000, 400)]
    [InlineData("generate local", 60_000, 600)]
    [InlineData("embed global", 16_384, 600)]
    public async Task A_long_input_takes_memory_by_its_length(string call, int tokens, int mebibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Peaks are read from /proc.");

        var result = await OtherProcess.RunTestAsync(
            AppContext.BaseDirectory, nameof(LongInputMemory.A_call_takes_no_more_than_its_bound),
            (LongInputMemory.LengthVariable, $"{tokens}"),
            (LongInputMemory.CallVariable, call),
            (LongInputMemory.MostVariable, $"{mebibytes}"));

        Assert.True(result.Passed, $"exit {result.ExitCode}: {result.Output}");
    }
}
