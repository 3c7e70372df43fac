using System.Collections.Concurrent;

namespace ExT5.Stress;

/// <summary>What happened in a process: calls by scenario, and what failed.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _calls = [];
    private readonly ConcurrentDictionary<string, long> _failures = [];

    public long Failures => _failures.Values.Sum();

    public void Called(string scenario, long times = 1) => _calls.AddOrUpdate(scenario, times, (_, before) => before + times);

    public void Failed(string scenario, string how) =>
        _failures.AddOrUpdate($"{scenario}: {how.ReplaceLineEndings(" ")}", 1, (_, before) => before + 1);

    /// <summary>Lines that <see cref="Rounds"/> adds up: "calls NAME N" and "failed NAME N".</summary>
    public IEnumerable<string> Lines() =>
        _calls.OrderBy(entry => entry.Key).Select(entry => $"calls\t{entry.Key}\t{entry.Value}")
            .Concat(_failures.Select(entry => $"failed\t{entry.Key}\t{entry.Value}"));
}
