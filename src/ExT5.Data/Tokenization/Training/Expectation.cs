using System.Collections.Concurrent;

namespace ExT5.Data;

/// <summary>The E step: expected counts of the pieces and the mean log-likelihood of a word.</summary>
internal sealed record Expectation(double[] Counts, double LogLikelihood)
{
    public static Expectation Of(UnigramLattice lattice, TrainingCorpus corpus, int threads, CancellationToken stop)
    {
        var counts = new long[lattice.Pieces.Length];
        var likelihoods = new double[corpus.Words.Length];
        var run = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop };
        Parallel.ForEach(Partitioner.Create(0, corpus.Words.Length, WordPart.Size), run,
            () => (Sums: new ForwardBackward(lattice), Counts: new long[counts.Length]),
            (part, _, own) =>
            {
                for (var word = part.Item1; word < part.Item2; word++)
                    likelihoods[word] = own.Sums.Add(corpus.Words[word], corpus.Counts[word], own.Counts) * corpus.Counts[word];
                return own;
            },
            own =>
            {
                lock (counts)
                    for (var id = 0; id < counts.Length; id++) counts[id] += own.Counts[id];
            });
        return new Expectation(Array.ConvertAll(counts, count => count * ForwardBackward.Unit), likelihoods.Sum() / corpus.Counts.Sum());
    }
}

/// <summary>Words that a thread takes at a time.</summary>
internal static class WordPart
{
    public const int Size = 2048;
}
