namespace ExT5.Core.Tests.LongInputs;

public sealed class LongInputMemoryTests
{
    // Measured peaks plus half: 195, 165, 151 and 210 MiB. All scores of 20,000 places would take 6 GiB in each of their forms.
    [Theory]
    [InlineData("generate", 20_000, 300)]
    [InlineData("target", 4_000, 250)]
    [InlineData("beams", 6_000, 250)]
    [InlineData("generate local", 60_000, 320)]
    [InlineData("embed global", 16_384, 320)]
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
