using System.Diagnostics;

namespace ExT5.Stress;

/// <summary>What runs beside the disturbance until the time is over, each part on a thread of its own.</summary>
internal static class Scenarios
{
    /// <summary>A child's exit code when it lived and something failed; a child that dies has another.</summary>
    public const int SomethingFailed = 10;

    private static readonly Dictionary<string, Func<Part[]>> Parts = new()
    {
        ["train"] = () => Training.Optimizers,
        ["generate"] = () => Generation.Strategies,
        ["loss"] = () => OwnLoops.Losses,
        ["rest"] = () => [.. Training.Rest, .. Generation.Rest, .. OwnLoops.Rest],
        ["operators"] = () => Operators.Sums,
    };

    public static IEnumerable<string> Names => Parts.Keys;

    /// <summary>The names that a name stands for; "all" is everything that must not fail.</summary>
    public static string[] Of(string name) =>
        name == "all" ? [.. Names.Where(one => one != "operators")]
        : Parts.ContainsKey(name) ? [name]
        : throw new ArgumentException($"No scenario is named '{name}'; there are {string.Join(", ", Names)} and all.", nameof(name));

    public static Part[] PartsOf(string name) => [.. Of(name).SelectMany(one => Parts[one]())];

    /// <summary>Runs in this process; 0 when nothing failed, else <see cref="SomethingFailed"/>.</summary>
    public static async Task<int> RunAsync(string scenario, TimeSpan time)
    {
        var (tally, watch) = (new Tally(), Stopwatch.StartNew());
        using (var disturbance = new Disturbance())
        {
            await Task.WhenAll(PartsOf(scenario).Select(part => Task.Factory.StartNew(
                () => Repeat(part, tally, () => watch.Elapsed < time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            tally.Called("collections", disturbance.Collections);
        }

        foreach (var line in tally.Lines()) Console.WriteLine(line);
        return tally.Failures == 0 ? 0 : SomethingFailed;
    }

    // Numbers do not depend on when memory is collected: each repetition gives what the first gave, bit for bit.
    private static void Repeat(Part part, Tally tally, Func<bool> goesOn)
    {
        string? first = null;
        while (goesOn())
        {
            try
            {
                var result = part.Run();
                tally.Called(part.Name, part.Calls);
                first ??= result;
                if (result != first) tally.Failed(part.Name, "another result than before");
            }
            catch (Exception error)
            {
                tally.Failed(part.Name, $"{error.GetType().Name}: {error.Message.Split('\n')[0]}");
            }
        }
    }
}
