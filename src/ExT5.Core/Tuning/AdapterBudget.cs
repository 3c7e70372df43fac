namespace ExT5.Core;

/// <summary>Stops an <c>adapter_config.json</c> that asks for far more values than the weights beside it hold.</summary>
internal static class AdapterBudget
{
    // Below, the weights tell in detail what differs.
    private const long AlwaysAllowed = 1 << 22;

    /// <exception cref="AdapterException">The configuration needs more than is there.</exception>
    public static void Check(string folder, AdapterConfig config, T5Model model, SafetensorsFile weights)
    {
        var (needed, stored) = (config.ValueCount(model), weights.Entries.Values.Sum(entry => entry.ByteLength / ElementTypes.SizeOf(entry.Dtype)));
        if (needed > AlwaysAllowed && needed > stored)
            throw new AdapterException(
                $"'{Path.Combine(folder, AdapterFile.ConfigName)}' describes an adapter of {needed:N0} values, but '{weights.Path}' holds only " +
                $"{stored:N0}: they are not of one adapter.");
    }
}
