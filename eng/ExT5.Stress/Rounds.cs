using System.Diagnostics;
using System.Globalization;

namespace ExT5.Stress;

/// <summary>Runs the scenarios in one child process after the other until the time is over: a native crash ends a child and is counted.</summary>
internal static class Rounds
{
    /// <summary>0 when nothing failed, else 1.</summary>
    public static int Run(string[] scenarios, TimeSpan time, TimeSpan round)
    {
        var watch = Stopwatch.StartNew();
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var rounds = 0;
        while (time - watch.Elapsed > TimeSpan.FromSeconds(1))
        {
            var scenario = scenarios[rounds % scenarios.Length];
            var lived = Child(scenario, time - watch.Elapsed < round ? time - watch.Elapsed : round, sums);
            Console.WriteLine($"round {++rounds}, {watch.Elapsed:hh\\:mm\\:ss}, {scenario}: {lived}");
        }

        foreach (var (name, count) in sums) Console.WriteLine($"{name.Replace('\t', ' ')}: {count}");
        var failures = sums.Where(entry => entry.Key.StartsWith("failed", StringComparison.Ordinal)).Sum(entry => entry.Value);
        Console.WriteLine($"{failures} failures in {rounds} processes and {watch.Elapsed:hh\\:mm\\:ss}");
        return failures == 0 && sums.Count > 0 ? 0 : 1;
    }

    private static string Child(string scenario, TimeSpan time, SortedDictionary<string, long> sums)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(Rounds).Assembly.Location);
        foreach (var argument in (string[])["--child", "--scenario", scenario, "--minutes", time.TotalMinutes.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        // A small youngest generation: every few operations the runtime collects by itself too. Optimized code from the first
        // call on: it forgets a variable after its last use.
        (start.Environment["DOTNET_GCgen0size"], start.Environment["DOTNET_gcConcurrent"]) = ("10000", "0");
        start.Environment["DOTNET_TC_QuickJit"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is { } line)
            if (line.Split('\t') is [var kind, var name, var count]) Add($"{kind}\t{name}", long.Parse(count, CultureInfo.InvariantCulture));
        process.WaitForExit();

        if (process.ExitCode is 0 or Scenarios.SomethingFailed) return process.ExitCode == 0 ? "nothing failed" : "failed";
        // 139 is SIGSEGV, 134 SIGABRT: memory that was freed while native code used it.
        Add($"failed\t{scenario}: the process died with exit code {process.ExitCode}", 1);
        return $"died with exit code {process.ExitCode}: {string.Join(" | ", errors.Result.Split('\n').Take(6))}";

        void Add(string key, long count) => sums[key] = sums.GetValueOrDefault(key) + count;
    }
}
