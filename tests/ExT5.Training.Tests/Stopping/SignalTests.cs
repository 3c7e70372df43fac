namespace ExT5.Training.Tests.Stopping;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_at_any_moment_ends_a_run_quietly_with_its_code_and_the_run_goes_on(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        var before = -1L;
        foreach (var milliseconds in new[] { 0, 40, 200, 700, 1_500, 3_000 })
        {
            var (exitCode, errors) = await SignalledProcess.StopAsync(
                _folder.Path, signal, TimeSpan.FromMilliseconds(milliseconds), stubborn: false, signals: 1);

            Assert.Equal((code, ""), (exitCode, errors));
            var step = DirectoryCheckpointStore.FindNewest(_folder.Path)?.Step ?? 0;
            Assert.True(step >= before, $"Step {before} was saved, {step} is left.");
            before = step;
        }

        Assert.True(before > 0, "No process came to a step.");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_second_signal_ends_a_process_that_does_not_end_by_the_first(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");

        var (exitCode, errors) = await SignalledProcess.StopAsync(
            _folder.Path, signal, TimeSpan.FromMilliseconds(100), stubborn: true, signals: 2);

        Assert.Equal((code, ""), (exitCode, errors));
    }
}
