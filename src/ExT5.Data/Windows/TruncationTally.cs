namespace ExT5.Data;

/// <summary>Counts what was cut of the examples of one batch.</summary>
internal sealed class TruncationTally(int tasks)
{
    private readonly long[] _counts = new long[5 * tasks];

    /// <summary>Forgets a batch that did not come about.</summary>
    public void Clear() => Array.Clear(_counts);

    public void Add(int task, ExampleLengths dropped)
    {
        var counts = _counts.AsSpan(5 * task, 5);
        counts[0]++;
        if (dropped.Inputs > 0) counts[1]++;
        if (dropped.Targets > 0) counts[2]++;
        counts[3] += dropped.Inputs;
        counts[4] += dropped.Targets;
    }

    /// <summary>What was counted before, and this batch.</summary>
    public TruncationCounts AddTo(TruncationCounts before)
    {
        var sums = new TaskTruncation[before.Tasks.Count];
        for (var task = 0; task < sums.Length; task++)
        {
            var sum = before.Tasks[task];
            var counts = _counts.AsSpan(5 * task, 5);
            sums[task] = counts[0] == 0 ? sum : new TaskTruncation(
                sum.Task, sum.Examples + counts[0], sum.CutInputs + counts[1], sum.CutTargets + counts[2],
                sum.DroppedInputTokens + counts[3], sum.DroppedTargetTokens + counts[4]);
        }

        return new TruncationCounts(sums);
    }
}
