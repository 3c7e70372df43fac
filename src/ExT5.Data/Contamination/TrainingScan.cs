namespace ExT5.Data;

/// <summary>Reads the rows of a training set once, on all cores, and notes what they hold of the evaluation sets.</summary>
internal sealed class TrainingScan(EvaluationIndex index)
{
    private const int RowsPerPart = 1024;
    private readonly HashedWords _words = new();
    private readonly HashSet<int> _hit = [], _exact = [];
    private readonly Dictionary<EvaluationSet, SetHits> _found = [];

    public static async Task<IReadOnlyList<ContaminationPair>> RunAsync(
        string task, IReadOnlyList<TextExample> rows, EvaluationIndex index, CancellationToken cancellationToken)
    {
        var whole = new Dictionary<EvaluationSet, SetHits>();
        await Parallel.ForAsync(0, (rows.Count + RowsPerPart - 1) / RowsPerPart, cancellationToken, (part, stop) =>
        {
            var scan = new TrainingScan(index);
            for (var row = part * RowsPerPart; row < Math.Min(rows.Count, (part + 1) * RowsPerPart); row++)
            {
                stop.ThrowIfCancellationRequested();
                scan.Read(rows[row], row);
            }

            lock (whole)
                foreach (var (set, hits) in scan._found) Hits(whole, set).Add(hits);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return [.. whole.OrderBy(found => found.Key.First).Select(found => found.Value.ToPair(task, found.Key))];
    }

    private void Read(TextExample example, int row)
    {
        _hit.Clear();
        _exact.Clear();
        _words.Read(example.Input);
        if (_words.Count > 0) index.FindInput(_words.Whole(), _exact);
        FindRuns();
        _words.Read(example.Target);
        FindRuns();
        _hit.UnionWith(_exact);
        foreach (var hit in _hit)
        {
            var set = index.SetOf(hit);
            Hits(_found, set).Add(hit - set.First, _exact.Contains(hit), row);
        }
    }

    private void FindRuns()
    {
        foreach (var length in index.Lengths)
            foreach (var run in _words.Runs(length)) index.FindRun(run, _hit);
    }

    private static SetHits Hits(Dictionary<EvaluationSet, SetHits> among, EvaluationSet set)
    {
        if (!among.TryGetValue(set, out var hits)) among.Add(set, hits = new SetHits());
        return hits;
    }
}
