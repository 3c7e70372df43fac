using System.Collections.Concurrent;

namespace ExT5.Data;

/// <summary>Keeps the pieces whose loss would cost the most likelihood.</summary>
internal static class Pruning
{
    public static TrainingPiece[] Of(
        TrainingPiece[] pieces, TrainingCorpus corpus, int wanted, UnigramTrainerOptions options, CancellationToken stop)
    {
        var lattice = new UnigramLattice(pieces);
        var run = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop };
        var counts = BestCounts(lattice, corpus, run);
        var losses = Losses(lattice, counts, corpus.Counts.Sum(), run);
        var size = Math.Max(wanted, (int)(options.ShrinkingFactor * pieces.Length));
        var kept = Enumerable.Range(0, pieces.Length).Where(id => !double.IsNegativeInfinity(losses[id]))
            .OrderByDescending(id => losses[id]).ThenBy(id => id).Take(size).Order();
        return [.. kept.Select(id => pieces[id])];
    }

    private static long[] BestCounts(UnigramLattice lattice, TrainingCorpus corpus, ParallelOptions run)
    {
        var counts = new long[lattice.Pieces.Length];
        Parallel.ForEach(Partitioner.Create(0, corpus.Words.Length, WordPart.Size), run, () => (Best: new BestCut(lattice), Counts: new long[counts.Length]),
            (part, _, own) =>
            {
                for (var word = part.Item1; word < part.Item2; word++)
                {
                    own.Best.Cut(corpus.Words[word]);
                    foreach (var id in own.Best.Ids)
                        if (id >= 0)
                            own.Counts[id] += corpus.Counts[word];
                }
                return own;
            },
            own =>
            {
                lock (counts)
                    for (var id = 0; id < counts.Length; id++) counts[id] += own.Counts[id];
            });
        return counts;
    }

    /// <summary>By piece: positive infinity must stay, negative infinity may go, else what the mean word's log-likelihood loses.</summary>
    private static double[] Losses(UnigramLattice lattice, long[] counts, long words, ParallelOptions run)
    {
        var losses = new double[counts.Length];
        var all = (double)counts.Sum();
        Parallel.ForEach(Partitioner.Create(0, counts.Length, WordPart.Size), run, () => new BestCut(lattice),
            (part, _, best) =>
            {
                for (var id = part.Item1; id < part.Item2; id++) losses[id] = counts[id] == 0 ? double.NegativeInfinity : Loss(lattice, counts, id, all, words, best);
                return best;
            },
            _ => { });
        return losses;
    }

    private static double Loss(UnigramLattice lattice, long[] counts, int id, double all, long words, BestCut best)
    {
        var piece = lattice.Pieces[id];
        var otherwise = best.Cut(piece.Text, without: id);
        if (double.IsNegativeInfinity(otherwise) || best.Ids.Contains(UnigramLattice.Unknown)) return double.PositiveInfinity;
        if (otherwise > piece.Score) return double.NegativeInfinity;
        // The piece's count goes to those that replace it.
        var allThen = Math.Log(all + (double)counts[id] * (best.Ids.Count - 1));
        var then = best.Ids.Sum(other => Math.Log((double)counts[other] + counts[id]) - allThen);
        return (double)counts[id] / words * (Math.Log(counts[id]) - Math.Log(all) - then);
    }
}
