using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>The likeliest way to cut a word (Viterbi); working memory for one thread.</summary>
internal sealed class BestCut(UnigramLattice lattice)
{
    private readonly List<LatticeEdge> _edges = [];
    private (double Score, int Begin, int Id)[] _best = [];

    /// <summary>Ids of the pieces, last first.</summary>
    public List<int> Ids { get; } = [];

    /// <summary>Cuts a word.</summary>
    /// <param name="word">UTF-8.</param>
    /// <param name="without">A piece that may not be used, or <see cref="int.MinValue"/>.</param>
    /// <returns>The score of the cut, in <see cref="Ids"/>; negative infinity when there is none.</returns>
    public double Cut(ReadOnlySpan<byte> word, int without = int.MinValue)
    {
        lattice.Edges(word, _edges);
        if (_best.Length <= word.Length) _best = new (double, int, int)[2 * word.Length + 1];
        _best.AsSpan(1, word.Length).Fill((double.NegativeInfinity, 0, 0));
        foreach (var edge in CollectionsMarshal.AsSpan(_edges))
            if (edge.Id != without && _best[edge.Begin].Score + edge.Score > _best[edge.End].Score)
                _best[edge.End] = (_best[edge.Begin].Score + edge.Score, edge.Begin, edge.Id);
        Ids.Clear();
        var score = _best[word.Length].Score;
        for (var end = word.Length; end > 0 && !double.IsNegativeInfinity(score); end = _best[end].Begin) Ids.Add(_best[end].Id);
        return score;
    }
}
