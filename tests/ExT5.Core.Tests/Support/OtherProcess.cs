using System.Diagnostics;

namespace ExT5.Core.Tests;

/// <summary>Runs one test of this project in a process of its own, where no native library is loaded yet.</summary>
internal static class OtherProcess
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>What a process left behind.</summary>
    internal sealed record Result(int ExitCode, string Output)
    {
        public bool Passed => ExitCode == 0 && Output.Contains("Total: 1, Errors: 0, Failed: 0", StringComparison.Ordinal);
    }

    public static async Task<Result> RunTestAsync(string folder, string test, params (string Name, string Value)[] variables)
    {
        var program = Path.Combine(folder, Path.GetFileName(typeof(OtherProcess).Assembly.Location));
        var start = new ProcessStartInfo("dotnet", ["exec", program, "-method", $"*.{test}", "-noColor"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Longest);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new Result(process.ExitCode, await output + await errors);
    }
}
