namespace ExT5.Core;

/// <summary>How a <see cref="T5Generator"/> generates when a call does not say.</summary>
/// <param name="Strategy">How tokens are chosen.</param>
/// <param name="Limits">
/// How much is generated. Its ids of the end hold for calls with limits of their own too, unless those name some.
/// </param>
public sealed record GenerationDefaults(DecodingStrategy Strategy, GenerationLimits Limits)
{
    /// <summary>Greedy search, at most 128 new tokens.</summary>
    public GenerationDefaults()
        : this(new GreedySearch(), new GenerationLimits())
    {
    }

    /// <summary>Id the decoder starts from; <see langword="null"/>: that of the model's configuration.</summary>
    public int? DecoderStartId { get; init; }

    /// <summary>
    /// Reads what a checkpoint says of generation: <c>generation_config.json</c> as Transformers (4.41) writes it, or, where
    /// there is none, the same keys of <c>config.json</c>. A file that is silent about the length leaves 128 new tokens.
    /// </summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="config">The model's configuration; gives the ids that the file leaves out.</param>
    /// <exception cref="T5ConfigException">
    /// There is no file, a value is not allowed, or a key that is not supported would change outputs; the message names it.
    /// </exception>
    public static GenerationDefaults FromHuggingFace(string folder, T5Config config)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(config);
        return GenerationConfigFile.Read(folder, config);
    }
}
