namespace ExT5.Core;

/// <content>Reading and writing a model folder.</content>
public sealed partial class T5Model
{
    /// <summary>Reads a model folder as Transformers writes it: <c>config.json</c> and <c>model.safetensors</c>, or an index
    /// (<c>model.safetensors.index.json</c>) and its shards.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How to run. Default: float32 on the CPU.</param>
    /// <returns>A model in evaluation mode.</returns>
    /// <exception cref="T5ConfigException">The configuration is absent, not of a T5 model, or of a far larger one than the
    /// weights.</exception>
    /// <exception cref="WeightsMismatchException">The weights are of another model; lists every difference.</exception>
    /// <exception cref="SafetensorsException">The weights are damaged.</exception>
    /// <exception cref="FileNotFoundException">There are no weights.</exception>
    public static T5Model Load(string folder, T5ModelOptions? options = null) =>
        ModelFolder.Load(folder, config => new T5Model(config, options ?? new(), seeded: false));

    /// <summary>Writes <c>config.json</c> and the weights for <see cref="Load"/> and Transformers, in the place of a model
    /// that is there: cut short, it leaves the old model, the new one, or a folder without weights.</summary>
    /// <param name="folder">The folder, made when absent.</param>
    /// <param name="maxShardBytes">Most bytes of values in one file; a larger model is split over several, with an index.
    /// Default 5 GB, as in Transformers.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Save(string folder, long maxShardBytes = HuggingFaceWeights.DefaultMaxShardBytes)
    {
        using var use = Gate.Use();
        var brought = Adapter?.TablesApart;
        ModelFolder.Save(this, brought?.OriginalConfig ?? Config, folder, maxShardBytes, brought?.Originals);
    }
}
