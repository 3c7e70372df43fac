using System.Diagnostics;

namespace ExT5.Stress;

/// <summary>What runs beside the disturbance until the time is over, each part on a thread of its own.</summary>
internal static class Scenarios
{
    /// <summary>A child's exit code when it lived and something failed; a child that dies has another.</summary>
    public const int SomethingFailed = 10;

    private static readonly Dictionary<string, Func<IEnumerable<IPart>>> Parts = new()
    {
        ["train"] = () => [new Training("adamw"), new Training("adafactor")],
        ["generate"] = () => [.. Generation.Strategies.Keys.Select(name => new Generation(name))],
        ["score"] = () => [new Scoring(), new Embedding()],
        ["loss"] = () => [new Loss(experts: false), new Loss(experts: true)],
        ["operators"] = () => [new Operators()],
    };

    public static IEnumerable<string> Names => Parts.Keys;

    public static IEnumerable<IPart> PartsOf(string scenario) => (scenario == "all" ? Parts.Keys.Where(name => name != "operators") : [scenario])
        .SelectMany(name => Parts.TryGetValue(name, out var make)
            ? make()
            : throw new ArgumentException($"No scenario is named '{name}'; there are {string.Join(", ", Names)} and all.", nameof(scenario)));

    /// <summary>Runs in this process; 0 when nothing failed, else <see cref="SomethingFailed"/>.</summary>
    public static async Task<int> RunAsync(string scenario, TimeSpan time)
    {
        var parts = PartsOf(scenario).ToArray();
        var (tally, watch) = (new Tally(), Stopwatch.StartNew());
        using (var disturbance = new Disturbance())
        {
            await Task.WhenAll(parts.Select(part => Task.Factory.StartNew(
                () => Repeat(part, tally, () => watch.Elapsed < time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            tally.Called("collections", disturbance.Collections);
        }

        foreach (var line in tally.Lines()) Console.WriteLine(line);
        return tally.Failures == 0 ? 0 : SomethingFailed;
    }

    // Numbers do not depend on when memory is collected: each repetition gives what the first gave, bit for bit.
    private static void Repeat(IPart part, Tally tally, Func<bool> goesOn)
    {
        string? first = null;
        while (goesOn())
        {
            try
            {
                var (result, calls) = part.Run();
                tally.Called(part.Name, calls);
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
