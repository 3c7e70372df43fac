namespace ExT5.Core;

/// <summary>Stops a <c>config.json</c> that would make a far larger model than the weights beside it could ever fill.</summary>
/// <remarks>Which tensor is missing can be told only once a model is there; this comes before any memory is taken for it.</remarks>
internal static class WeightBudget
{
    private const long AlwaysAllowed = 1 << 24;
    private const int LeastTensorsPerBlock = 4;

    /// <exception cref="T5ConfigException">The model has more than twice as many values, or blocks without tensors.</exception>
    public static void Check(string configPath, T5Config config, WeightFiles files)
    {
        var stored = files.ValueCount;
        if (config.ParameterCount > AlwaysAllowed && config.ParameterCount / 2 > stored)
            throw new T5ConfigException(
                $"'{configPath}' describes a model of {config.ParameterCount:N0} parameters, but '{files.Path}' holds only " +
                $"{stored:N0} values: they are not of one model.");
        var blocks = config.EncoderLayers + (config.EncoderOnly ? 0 : config.DecoderLayers);
        if (blocks > files.Names.Count / LeastTensorsPerBlock + LeastTensorsPerBlock)
            throw new T5ConfigException(
                $"'{configPath}' describes {blocks} blocks, but '{files.Path}' holds only {files.Names.Count} tensors: they are " +
                "not of one model.");
    }
}
