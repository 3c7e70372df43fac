using System.Diagnostics;
using System.Globalization;
using ExT5.Core;

namespace ExT5.Training.Tests;

/// <summary>A process of its own that trains <see cref="TinyRun"/> on two threads and stops after a step.</summary>
internal static class TrainingProcess
{
    public const string Verb = "--train";

    /// <summary>Steps of the run, whether one process takes all of them or not.</summary>
    public const long Steps = 8;

    /// <summary>What the process does.</summary>
    public static async Task<int> RunAsync(string folder, string stopAfter, string weightSeed)
    {
        ExT5Runtime.EnsureLoaded();
        TorchSharp.torch.set_num_threads(2);
        var seed = ulong.Parse(weightSeed, CultureInfo.InvariantCulture);
        using var run = new TinyRun(TinyRun.Options(Steps, folder), modelOptions: new T5ModelOptions { Seed = seed });
        await run.TrainAsync(long.Parse(stopAfter, CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Starts the process and waits until it has saved and ended.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="stopAfter">The last step it takes.</param>
    /// <param name="weightSeed">Seed of the weights it starts from, when there is no checkpoint.</param>
    public static async Task StartAsync(string folder, long stopAfter, ulong weightSeed)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        FormattableString[] numbers = [$"{stopAfter}", $"{weightSeed}"];
        var start = new ProcessStartInfo(
            dotnet, [typeof(TrainingProcess).Assembly.Location, Verb, folder, .. numbers.Select(FormattableString.Invariant)])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
    }
}
