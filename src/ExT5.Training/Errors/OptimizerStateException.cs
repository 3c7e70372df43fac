namespace ExT5.Training;

/// <summary>Saved optimizer state does not fit the optimizer that should take it; nothing was changed.</summary>
/// <param name="missing">Names the optimizer needs and the state lacks.</param>
/// <param name="unexpected">Names the state has and the optimizer does not know.</param>
/// <param name="misshaped">
/// Entries with another shape or element type, each with what was got and what is needed.
/// </param>
public sealed class OptimizerStateException(
    IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshaped)
    : ExT5TrainingException(
        "The saved optimizer state does not fit this optimizer. Load it into the same model with the same optimizer "
        + "options, or start with fresh state."
        + Describe("Missing", missing) + Describe("Unexpected", unexpected) + Describe("Mis-shaped", misshaped))
{
    /// <summary>Names the optimizer needs and the state lacks.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;

    /// <summary>Names the state has and the optimizer does not know.</summary>
    public IReadOnlyList<string> Unexpected { get; } = unexpected;

    /// <summary>Entries with another shape or element type.</summary>
    public IReadOnlyList<string> Misshaped { get; } = misshaped;

    private static string Describe(string kind, IReadOnlyList<string> entries) =>
        entries.Count == 0 ? "" : $"{Environment.NewLine}{kind} ({entries.Count}): {string.Join(", ", entries)}.";
}
