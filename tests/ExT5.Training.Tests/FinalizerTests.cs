using System.Diagnostics;

namespace ExT5.Training.Tests;

public sealed class FinalizerTests
{
    // What is left to the finalizer may be freed while native code reads it. In a process of its own: other tests leave a lot.
    [Fact]
    public async Task Training_generating_and_files_leave_nothing_to_the_finalizer()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ExT5.Stress.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--audit"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_TC_QuickJit"] = "0"; // only optimized code forgets a variable after its last use

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + errors);
        Assert.Contains("\n0 objects left to the finalizer, 0 collected in use", "\n" + await output, StringComparison.Ordinal);
    }
}
