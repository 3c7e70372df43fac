namespace ExT5.Data;

/// <summary>
/// DoReMi's weights (Xie et al. 2023, arXiv 2305.10429): tasks on which the trained model is furthest behind a
/// reference model weigh more. Immutable, and all of it is plain numbers, so any serializer can write it.
/// </summary>
/// <param name="Weights">The weight of each task now; they sum to 1.</param>
/// <param name="MeanWeights">The mean of the weights over all updates, which is the method's result; at the start the same as they.</param>
/// <param name="Updates">Updates so far.</param>
/// <param name="StepSize">η, 0 or more; default 1, as the paper.</param>
/// <param name="Smoothing">c, the share that is spread evenly, from 0 to 1; default 0.001, as the paper.</param>
public sealed record DoReMi(
    IReadOnlyList<double> Weights, IReadOnlyList<double> MeanWeights, long Updates, double StepSize = 1, double Smoothing = 1e-3)
{
    /// <summary>The beginning: all tasks weigh the same, as in the paper.</summary>
    /// <param name="tasks">Number of tasks; at least 1.</param>
    public static DoReMi Start(int tasks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        double[] even = [.. Enumerable.Repeat(1.0 / tasks, tasks)];
        return new DoReMi(even, even, 0);
    }

    /// <summary>One step of exponentiated gradient ascent: w · exp(η · excess), normalized, then smoothed by c.</summary>
    /// <param name="excessLosses">
    /// For each task the mean over its tokens of max(loss - reference loss, 0); where a batch has none of a task, the last known.
    /// </param>
    /// <exception cref="RegistryException">There is not one for each task, or one is negative or not finite.</exception>
    public DoReMi Update(IReadOnlyList<double> excessLosses)
    {
        ArgumentNullException.ThrowIfNull(excessLosses);
        if (excessLosses.Count != Weights.Count)
            throw new RegistryException($"There are {excessLosses.Count} excess losses for {Weights.Count} tasks. Give one for each.");
        for (var i = 0; i < excessLosses.Count; i++)
            if (!(excessLosses[i] >= 0) || !double.IsFinite(excessLosses[i]))
                throw new RegistryException($"The excess loss of task {i} is {excessLosses[i]}. Clip each token's at 0 before taking the mean.");
        // The largest is taken off all, which changes no ratio and keeps the exponentials finite.
        var largest = excessLosses.Max();
        double[] raised = [.. Weights.Zip(excessLosses, (weight, excess) => weight * Math.Exp(StepSize * (excess - largest)))];
        var total = raised.Sum();
        double[] weights = Array.ConvertAll(raised, weight => (1 - Smoothing) * weight / total + Smoothing / raised.Length);
        var updates = Updates + 1;
        return this with
        {
            Weights = weights,
            MeanWeights = updates == 1 ? weights : [.. MeanWeights.Zip(weights, (mean, weight) => mean + (weight - mean) / updates)],
            Updates = updates,
        };
    }
}
