using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>Sums over all ways to cut one word, in log space; working memory for one thread.</summary>
internal sealed class ForwardBackward(UnigramLattice lattice)
{
    /// <summary>Expected counts are whole numbers of this part of one, so that their sum does not depend on its order.</summary>
    public const double Unit = 1.0 / (1 << 20);

    private readonly List<LatticeEdge> _edges = [];
    private double[] _forward = [];
    private double[] _backward = [];

    /// <summary>Adds the expected counts of a word's pieces.</summary>
    /// <param name="word">UTF-8.</param>
    /// <param name="count">How often it occurs.</param>
    /// <param name="expected">By piece, in <see cref="Unit"/>s.</param>
    /// <returns>The logarithm of the word's likelihood.</returns>
    public double Add(ReadOnlySpan<byte> word, long count, long[] expected)
    {
        lattice.Edges(word, _edges);
        var edges = CollectionsMarshal.AsSpan(_edges);
        Prepare(word.Length);
        foreach (var edge in edges)
            _forward[edge.End] = LogSum(_forward[edge.End], _forward[edge.Begin] + edge.Score);
        for (var i = edges.Length - 1; i >= 0; i--)
            _backward[edges[i].Begin] = LogSum(_backward[edges[i].Begin], _backward[edges[i].End] + edges[i].Score);
        var total = _forward[word.Length];
        foreach (var edge in edges)
            if (edge.Id >= 0)
                expected[edge.Id] += (long)Math.Round(count / Unit * Math.Exp(_forward[edge.Begin] + edge.Score + _backward[edge.End] - total));
        return total;
    }

    private void Prepare(int length)
    {
        if (_forward.Length <= length) (_forward, _backward) = (new double[2 * length + 1], new double[2 * length + 1]);
        Array.Fill(_forward, double.NegativeInfinity, 0, length + 1);
        Array.Fill(_backward, double.NegativeInfinity, 0, length + 1);
        _forward[0] = _backward[length] = 0;
    }

    private static double LogSum(double a, double b)
    {
        var (less, more) = a < b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(less) ? more : more + Math.Log(1 + Math.Exp(less - more));
    }
}
