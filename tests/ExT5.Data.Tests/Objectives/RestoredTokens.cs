namespace ExT5.Data.Tests;

/// <summary>Undoes a corruption: puts the runs of the targets back where the inputs have their sentinels, or behind them.</summary>
internal static class RestoredTokens
{
    public static List<int> Of(TokenizedExample example, Vocabulary vocabulary)
    {
        if (!SentinelVocabulary.IndexesIn(example.Inputs, vocabulary).Any()) return [.. example.Inputs, .. example.Targets];
        var runs = new Queue<List<int>>(NoiseRuns(example.Targets, vocabulary));
        var (restored, masks) = (new List<int>(), 0);
        foreach (var token in example.Inputs)
            if (!Is(vocabulary, masks, token)) restored.Add(token);
            else
            {
                masks++;
                restored.AddRange(runs.Dequeue());
            }

        Assert.Empty(runs);
        return restored;
    }

    // The sentinels of the targets stand for the plain runs, so they divide the hidden ones.
    private static IEnumerable<List<int>> NoiseRuns(int[] targets, Vocabulary vocabulary)
    {
        var (run, masks) = (new List<int>(), 0);
        foreach (var token in targets)
        {
            if (!Is(vocabulary, masks, token))
            {
                run.Add(token);
                continue;
            }

            masks++;
            if (run.Count > 0) yield return run;
            run = [];
        }

        if (run.Count > 0) yield return run;
    }

    private static bool Is(Vocabulary vocabulary, int sentinel, int token) =>
        sentinel < vocabulary.SentinelCount && token == vocabulary.SentinelId(sentinel);
}
