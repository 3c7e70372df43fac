namespace ExT5.Benchmarks;

/// <summary>Draws from fixed weights in constant time (Walker's alias method as Vose builds it).</summary>
internal sealed class AliasTable
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    public AliasTable(IReadOnlyList<double> weights)
    {
        var total = weights.Sum();
        _keep = [.. weights.Select(weight => weight / total * weights.Count)];
        _alias = new int[weights.Count];
        var small = new Stack<int>(Enumerable.Range(0, _keep.Length).Where(i => _keep[i] < 1));
        var large = new Stack<int>(Enumerable.Range(0, _keep.Length).Where(i => _keep[i] >= 1));
        while (small.TryPop(out var low) && large.TryPop(out var high))
        {
            _alias[low] = high;
            _keep[high] -= 1 - _keep[low];
            (_keep[high] < 1 ? small : large).Push(high);
        }
    }

    public int Draw(Random random)
    {
        var cell = random.Next(_keep.Length);
        return random.NextDouble() < _keep[cell] ? cell : _alias[cell];
    }
}
