using System.Diagnostics;
using System.Globalization;

namespace ExT5.Data.Tests;

/// <summary>This program, started a second time and killed while it works.</summary>
internal static class KillableProcess
{
    /// <summary>What the process writes when it starts to work, so that its start is not part of the time until it is killed.</summary>
    public const string Ready = "ready";

    /// <summary>How often the crash tests kill; <c>EXT5_KILL_ROUNDS</c> gives another number.</summary>
    public static int Rounds => int.Parse(Environment.GetEnvironmentVariable("EXT5_KILL_ROUNDS") ?? "25", CultureInfo.InvariantCulture);

    /// <summary>Starts it and kills it so long after it is ready, or never; true when it ended well before.</summary>
    public static bool Run(TimeSpan? afterwards, params string[] arguments)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(KillableProcess).Assembly.Location, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        Assert.Equal(Ready, process.StandardOutput.ReadLine());
        var ended = process.WaitForExit(afterwards ?? Timeout.InfiniteTimeSpan);
        if (!ended) process.Kill();
        process.WaitForExit();
        if (ended) Assert.Equal(0, process.ExitCode);
        return ended;
    }
}
