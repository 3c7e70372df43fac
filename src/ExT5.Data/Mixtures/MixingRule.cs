namespace ExT5.Data;

/// <summary>
/// Changes the shares that the rates of a mixture give to its tasks. A rule acts on the tasks, those of mixtures inside
/// it too, and never draws a task whose share is 0. Rules act in the order in which they were added.
/// </summary>
public abstract record MixingRule
{
    private protected MixingRule()
    {
    }

    /// <summary>No task has less than a share; those above it give up what is needed, in proportion to their rates.</summary>
    /// <param name="share">Share of the mixture's examples, from 0 to 1.</param>
    /// <exception cref="RegistryException">The share is outside its range, or later: there are too many tasks for it.</exception>
    public static MixingRule MinimumShare(double share) => share is >= 0 and <= 1
        ? new MinimumShareRule(share)
        : throw new RegistryException($"A minimum share lies between 0 and 1, but is {share}.");

    /// <summary>
    /// No task is read more often than a number of epochs; what is cut off goes to the other tasks in proportion to
    /// their rates. Repeated text is worth less and less: nearly as much as new text up to about 4 epochs
    /// (Muennighoff et al. 2023, arXiv 2305.16264).
    /// </summary>
    /// <param name="epochs">Most epochs of a task; above 0.</param>
    /// <param name="examples">Examples that will be drawn from this mixture; above 0. Of a mixture inside another only its share of the run.</param>
    /// <exception cref="RegistryException">A value is outside its range, or later: all tasks together have too few examples.</exception>
    public static MixingRule MaximumEpochs(double epochs, long examples) => epochs > 0 && double.IsFinite(epochs) && examples > 0
        ? new MaximumEpochsRule(epochs, examples)
        : throw new RegistryException($"Epochs and examples must be above 0 and finite, but are {epochs} and {examples}.");

    /// <summary>
    /// UniMax (Chung et al. 2023, arXiv 2304.09151): the budget is split evenly, except that no task is read more often
    /// than a number of epochs. Rates only say which tasks are drawn at all.
    /// </summary>
    /// <param name="budget">What the whole run draws from this mixture, in <paramref name="unit"/>; above 0.</param>
    /// <param name="maximumEpochs">Most epochs of a task; above 0. The paper uses 1, 5 and 10.</param>
    /// <param name="unit">What is split evenly; the paper counts characters, here tokens are the default.</param>
    /// <exception cref="RegistryException">A value is outside its range.</exception>
    public static MixingRule UniMax(double budget, double maximumEpochs, SizeUnit unit = SizeUnit.Tokens) =>
        budget > 0 && double.IsFinite(budget) && maximumEpochs > 0 && double.IsFinite(maximumEpochs)
            ? new UniMaxRule(budget, maximumEpochs, unit)
            : throw new RegistryException($"The budget and the most epochs must be above 0 and finite, but are {budget} and {maximumEpochs}.");

    /// <summary>New shares, which sum to 1.</summary>
    /// <param name="mixture">Name, for errors.</param>
    /// <param name="tasks">The tasks whose share is above 0.</param>
    /// <param name="shares">Their shares; they sum to 1.</param>
    internal abstract IReadOnlyList<double> Apply(string mixture, IReadOnlyList<SizedMember> tasks, IReadOnlyList<double> shares);
}
