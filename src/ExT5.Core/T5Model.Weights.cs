using static TorchSharp.torch;

namespace ExT5.Core;

/// <content>Reading and writing a model folder.</content>
public sealed partial class T5Model
{
    private const string ConfigFileName = "config.json";

    /// <summary>Reads a folder with <c>config.json</c> and <c>model.safetensors</c> as Transformers writes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How to run. Default: float32 on the CPU.</param>
    /// <returns>A model in evaluation mode.</returns>
    /// <exception cref="T5ConfigException">The configuration is absent or not of a T5 model.</exception>
    /// <exception cref="WeightsMismatchException">The weights are of another model; lists every difference.</exception>
    /// <exception cref="SafetensorsException">The weights are damaged.</exception>
    public static T5Model Load(string folder, T5ModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var config = T5Config.FromHuggingFace(Path.Combine(folder, ConfigFileName));
        var model = new T5Model(config, options ?? new(), seeded: false);
        try
        {
            HuggingFaceWeights.Load(model.TensorsByName(), folder);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        model.eval();
        return model;
    }

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c> for <see cref="Load"/> and Transformers.</summary>
    /// <param name="folder">The folder, made when absent.</param>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        HuggingFaceWeights.Save(TensorsByName(), folder);
        Config.SaveHuggingFace(Path.Combine(folder, ConfigFileName));
    }

    private Dictionary<string, Tensor> TensorsByName() =>
        named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
}
