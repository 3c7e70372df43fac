namespace ExT5.Core;

/// <content>Reading and writing a model folder.</content>
public sealed partial class T5EncoderModel
{
    /// <summary>
    /// Reads a folder with <c>config.json</c> and weights as Transformers writes it, of an encoder alone or of a whole
    /// model, whose decoder and output head are then passed over.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How to run. Default: float32 on the CPU.</param>
    /// <returns>A model in evaluation mode.</returns>
    /// <exception cref="T5ConfigException">The configuration is absent or not of a T5 model.</exception>
    /// <exception cref="WeightsMismatchException">The weights are of another model; lists every difference.</exception>
    /// <exception cref="SafetensorsException">The weights are damaged.</exception>
    /// <exception cref="FileNotFoundException">There are no weights.</exception>
    public static T5EncoderModel Load(string folder, T5ModelOptions? options = null) =>
        ModelFolder.Load(folder, config => new T5EncoderModel(config, options ?? new(), seeded: false), encoderOnly: true);

    /// <summary>Writes <c>config.json</c> and the weights for <see cref="Load"/> and Transformers, in the place of a model
    /// that is there.</summary>
    /// <param name="folder">The folder, made when absent.</param>
    /// <param name="maxShardBytes">Most bytes of values in one file; a larger model is split over several, with an index.
    /// Default 5 GB, as in Transformers.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Save(string folder, long maxShardBytes = HuggingFaceWeights.DefaultMaxShardBytes)
    {
        using var use = Gate.Use();
        ModelFolder.Save(this, Config, folder, maxShardBytes);
    }
}
