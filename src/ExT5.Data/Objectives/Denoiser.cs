namespace ExT5.Data;

/// <summary>One objective of a <see cref="MixtureOfDenoisers"/>.</summary>
/// <param name="Objective">What it does with a segment.</param>
/// <param name="Share">How often it is drawn, beside the shares of the others; above 0. Default 1.</param>
/// <param name="ModeToken">Text put before the inputs, so that a model can be asked for this mode later; null for none.</param>
public sealed record Denoiser(Objective Objective, double Share = 1, string? ModeToken = null)
{
    /// <inheritdoc cref="Denoiser(Objective, double, string?)"/>
    public double Share { get; } = Share > 0 && double.IsFinite(Share)
        ? Share
        : throw new RegistryException($"The share of a denoiser must be above 0 and finite, but is {Share}.");
}
