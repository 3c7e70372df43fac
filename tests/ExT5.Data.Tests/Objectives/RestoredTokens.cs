namespace ExT5.Data.Tests;

/// <summary>Undoes a corruption: puts the runs of the targets back where the inputs have their sentinels.</summary>
internal static class RestoredTokens
{
    public static List<int> Of(TokenizedExample example, int firstSentinel)
    {
        var runs = new Queue<List<int>>(NoiseRuns(example.Targets, firstSentinel));
        var restored = new List<int>();
        foreach (var token in example.Inputs)
            if (token != firstSentinel) restored.Add(token);
            else
            {
                firstSentinel--;
                restored.AddRange(runs.Dequeue());
            }

        Assert.Empty(runs);
        return restored;
    }

    // The sentinels of the targets stand for the plain runs, so they divide the hidden ones.
    private static IEnumerable<List<int>> NoiseRuns(int[] targets, int sentinel)
    {
        var run = new List<int>();
        foreach (var token in targets)
        {
            if (token != sentinel)
            {
                run.Add(token);
                continue;
            }

            sentinel--;
            if (run.Count > 0) yield return run;
            run = [];
        }

        if (run.Count > 0) yield return run;
    }
}
