using ExT5.Core;

namespace ExT5.Training;

/// <summary>
/// Reweights the mixture while a <see cref="Trainer"/> runs: tasks on which the model is further behind a reference model than
/// on others are drawn more often (DoReMi, Xie et al. 2023, arXiv 2305.10429). The paper weights the losses of evenly drawn
/// domains; here the weights are the rates at which tasks are drawn, beginning with the mixture's own.
/// </summary>
/// <param name="Reference">
/// A model of the same vocabulary, trained on the mixture at fixed rates; only run forward, once for each batch. Stays the caller's.
/// </param>
/// <param name="EverySteps">Steps between two updates, whose excess losses are averaged; at least 1. Default 100.</param>
/// <param name="StepSize">η, above 0; default 1, as the paper.</param>
/// <param name="Smoothing">c, the share that is spread evenly, 0 to 1; default 0.001, as the paper.</param>
public sealed record DoReMiReweighting(T5Model Reference, long EverySteps = 100, double StepSize = 1, double Smoothing = 1e-3)
{
    /// <inheritdoc cref="DoReMiReweighting(T5Model, long, double, double)"/>
    public T5Model Reference { get; } = Reference ?? throw new ArgumentNullException(nameof(Reference));

    /// <inheritdoc cref="DoReMiReweighting(T5Model, long, double, double)"/>
    public long EverySteps { get; } = EverySteps >= 1
        ? EverySteps
        : throw new ArgumentOutOfRangeException(nameof(EverySteps), EverySteps, "Update every step or less often.");

    /// <inheritdoc cref="DoReMiReweighting(T5Model, long, double, double)"/>
    public double StepSize { get; } = StepSize > 0 && double.IsFinite(StepSize)
        ? StepSize
        : throw new ArgumentOutOfRangeException(nameof(StepSize), StepSize, "A step size is above 0.");

    /// <inheritdoc cref="DoReMiReweighting(T5Model, long, double, double)"/>
    public double Smoothing { get; } = Smoothing is >= 0 and <= 1
        ? Smoothing
        : throw new ArgumentOutOfRangeException(nameof(Smoothing), Smoothing, "A share lies between 0 and 1.");

    /// <summary>What decides the course of a run, as a text to compare.</summary>
    internal FormattableString Description => $"DoReMi every {EverySteps} steps, step size {StepSize:R}, smoothing {Smoothing:R}";
}
