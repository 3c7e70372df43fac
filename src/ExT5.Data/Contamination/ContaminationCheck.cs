namespace ExT5.Data;

/// <summary>
/// Looks for examples of evaluation sets in training sets: an example is hit when a run of 13 words of it, or its whole input, stands in a
/// training row. Words are compared in lower case and without punctuation, as GPT-3 (appendix C) and OPT-IML did.
/// </summary>
/// <remarks>
/// Inputs and targets of both sides are read, each text for itself. An example of 8 to 12 words is compared as one run; a shorter one by its
/// whole input only. Memory holds the hashed runs of the evaluation sets, up to 100 bytes each; training rows are read once and not kept.
/// Two different runs share a hash of 64 bits with a chance below 10^-3 for 10^7 runs and 10^9 training words.
/// </remarks>
/// <param name="Words">Length of a run; 13 by default, at least 2.</param>
/// <param name="FewestWords">Fewest words that are compared as a run where an example has no more; 8 by default.</param>
/// <param name="MaxShare">
/// A run that more than this share of an evaluation set holds, and more than 10 examples, is a phrase of its template and no leak; 0.05 by
/// default, 1 to count all. This rule is ours: formatted examples share the words of their prompt.
/// </param>
/// <param name="MaxRuns">Most runs in memory; counted for each example that holds it; 20 million by default (up to 2 GB). More are an error.</param>
public sealed record ContaminationCheck(int Words = 13, int FewestWords = 8, double MaxShare = 0.05, int MaxRuns = 20_000_000)
{
    /// <summary>The split of the training tasks.</summary>
    public DatasetSplit TrainingSplit { get; init; } = DatasetSplit.Train;

    /// <summary>The split of the evaluation tasks.</summary>
    public DatasetSplit EvaluationSplit { get; init; } = DatasetSplit.Validation;

    /// <summary>Compares every training task with every evaluation task; a task may be both.</summary>
    /// <param name="training">Tasks whose rows a model learns from.</param>
    /// <param name="evaluation">Tasks a model is judged by.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>What was found, the same in every run.</returns>
    /// <exception cref="DataSourceException">A task has no such split.</exception>
    /// <exception cref="RegistryException">A number is out of its range, or the evaluation sets have more runs than allowed.</exception>
    public async ValueTask<ContaminationReport> RunAsync(
        IEnumerable<Seq2SeqTask> training, IEnumerable<Seq2SeqTask> evaluation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(evaluation);
        CheckNumbers();
        var index = new EvaluationIndex(this);
        foreach (var task in evaluation)
            index.Add(task.Name, await task.OpenAsync(EvaluationSplit, cancellationToken).ConfigureAwait(false), cancellationToken);
        index.Seal();
        var (pairs, rows) = (new List<ContaminationPair>(), new List<CheckedTask>());
        foreach (var task in training)
        {
            var examples = await task.OpenAsync(TrainingSplit, cancellationToken).ConfigureAwait(false);
            rows.Add(new CheckedTask(task.Name, examples.Count));
            pairs.AddRange(await TrainingScan.RunAsync(task.Name, examples, index, cancellationToken).ConfigureAwait(false));
        }

        return new ContaminationReport(rows, [.. index.Sets.Select(set => new CheckedTask(set.Name, set.Count))], pairs);
    }

    private void CheckNumbers()
    {
        if (Words < 2) throw new RegistryException($"A run has at least 2 words, but {Words} were asked for.");
        if (FewestWords < 1 || FewestWords > Words) throw new RegistryException($"FewestWords must be from 1 to {Words}, but is {FewestWords}.");
        if (!(MaxShare > 0 && MaxShare <= 1)) throw new RegistryException($"MaxShare must be above 0 and at most 1, but is {MaxShare}.");
    }
}
