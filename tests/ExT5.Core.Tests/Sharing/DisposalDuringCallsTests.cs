namespace ExT5.Core.Tests.Sharing;

public sealed class DisposalDuringCallsTests
{
    [Fact]
    public async Task A_process_outlives_models_that_are_disposed_while_threads_use_them()
    {
        var result = await OtherProcess.RunTestAsync(
            AppContext.BaseDirectory,
            nameof(DisposalDuringCalls.Calls_finish_or_say_that_the_model_is_disposed),
            (DisposalDuringCalls.Variable, "1"));

        Assert.True(result.Passed, $"exit {result.ExitCode}: {result.Output}");
    }
}
