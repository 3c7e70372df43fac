using System.Diagnostics;
using System.Security.Cryptography;

namespace ExT5.Training.Tests.Checkpoints;

/// <summary>A process that resumes from a run folder and saves step after step until it is killed.</summary>
internal static class SavingProcess
{
    public const string Verb = "--save-until-killed";
    private const int FileBytes = 200_000;

    /// <summary>What step n writes: a chain of hashes, so that a wrong byte or a mix of two steps shows.</summary>
    public static byte[] Contents(long step, int file)
    {
        var contents = new byte[FileBytes];
        var block = SHA256.HashData(BitConverter.GetBytes(step * 10 + file));
        for (var at = 0; at < contents.Length; at += block.Length)
            block.AsSpan(0, Math.Min(block.Length, contents.Length - at)).CopyTo(contents.AsSpan(at));
        return contents;
    }

    public static void Write(string folder, long step)
    {
        for (var file = 0; file < 3; file++)
            File.WriteAllBytes(Path.Combine(folder, $"{file}.bin"), Contents(step, file));
    }

    public static int Run(string folder)
    {
        using var store = new DirectoryCheckpointStore(folder, new CheckpointRetention(Last: 2));
        Console.WriteLine("open");
        for (var step = (store.OpenNewest()?.Step ?? 0) + 1; ; step++)
        {
            var current = step;
            store.Save(current, temporary => Write(temporary, current));
            Console.WriteLine($"saved {current}");
        }
    }

    /// <summary>Starts the process, lets it report some saves, kills it a little later and returns the last step it reported.</summary>
    public static long RunAndKill(string folder, int saves, TimeSpan afterwards)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(SavingProcess).Assembly.Location, Verb, folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var reports = new List<string>();
        for (var line = 0; line <= saves; line++) reports.Add(process.StandardOutput.ReadLine() ?? "");
        Thread.Sleep(afterwards);
        process.Kill();
        reports.AddRange(process.StandardOutput.ReadToEnd().Split('\n'));
        process.WaitForExit();
        Assert.Equal("open", reports[0]);
        return reports.Max(StepOf);
    }

    // A line torn by the kill reads as a smaller step or as none: never as one that was not saved.
    private static long StepOf(string report) =>
        report.StartsWith("saved ", StringComparison.Ordinal) && long.TryParse(report[6..], out var step) ? step : 0;
}
