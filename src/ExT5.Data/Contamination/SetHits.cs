namespace ExT5.Data;

/// <summary>Examples of one evaluation set that were hit, and the rows that hit them: each once, whatever the number of hits.</summary>
internal sealed class SetHits
{
    private readonly HashSet<int> _examples = [], _exact = [], _rows = [];

    public void Add(int example, bool isExact, int row)
    {
        _examples.Add(example);
        if (isExact) _exact.Add(example);
        _rows.Add(row);
    }

    public void Add(SetHits other)
    {
        _examples.UnionWith(other._examples);
        _exact.UnionWith(other._exact);
        _rows.UnionWith(other._rows);
    }

    public ContaminationPair ToPair(string training, EvaluationSet set) =>
        new(training, set.Name, set.Count, [.. _examples.Order()], [.. _exact.Order()], [.. _rows.Order()]);
}
