using System.Diagnostics;
using Samples;

namespace ExT5.Training.Tests.Stopping;

/// <summary>A process that trains as the samples do, until a signal stops it.</summary>
internal static class SignalledProcess
{
    public const string Verb = "--train-until-signalled";

    // Far beyond what a stop takes on a busy machine, and short of a hang.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What the process does: trains, or waits for nothing without heeding its token.</summary>
    public static Task<int> RunAsync(string folder, string stubborn) => StopSignals.RunAsync(async stopping =>
    {
        Console.WriteLine("ready");
        if (bool.Parse(stubborn)) await Task.Delay(Timeout.Infinite, CancellationToken.None);
        using var run = new TinyRun(TinyRun.Options(1_000_000, folder));
        await foreach (var _ in run.Trainer.TrainAsync("both", stopping)) { }
        return 0;
    });

    /// <summary>Starts the process, sends it signals and returns how it ended and what it complained of.</summary>
    public static async Task<(int ExitCode, string Errors)> StopAsync(string folder, string signal, TimeSpan after, bool stubborn, int signals)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(SignalledProcess).Assembly.Location, Verb, folder, $"{stubborn}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            for (var sent = 0; sent < signals; sent++)
            {
                await Task.Delay(after, TestContext.Current.CancellationToken);
                using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            return (process.ExitCode, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
