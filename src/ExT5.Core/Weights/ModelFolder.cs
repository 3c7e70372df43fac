using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>A folder with <c>config.json</c> and the weights that belong to it, as Transformers writes it.</summary>
internal static class ModelFolder
{
    public const string ConfigFileName = "config.json";

    /// <summary>Makes a model of a folder, in evaluation mode.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="make">Makes the model, without values, of the folder's configuration.</param>
    /// <param name="encoderOnly">Whether the model is an encoder alone, which does without a folder's decoder and head.</param>
    public static TModel Load<TModel>(string folder, Func<T5Config, TModel> make, bool encoderOnly = false)
        where TModel : Module
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var configPath = Path.Combine(folder, ConfigFileName);
        var config = T5Config.FromHuggingFace(configPath);
        if (encoderOnly)
            config = config with { EncoderOnly = true };
        using var files = WeightFiles.Open(folder);
        WeightBudget.Check(configPath, config, files);
        var model = make(config);
        try
        {
            HuggingFaceWeights.Load(TensorsByName(model), files, encoderOnly ? HuggingFaceNames.IsBesideEncoder : null);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        model.eval();
        return model;
    }

    /// <summary>Puts a model in the place of the one that a folder holds.</summary>
    public static void Save(Module model, T5Config config, string folder, long maxShardBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxShardBytes);
        HuggingFaceWeights.Replace(TensorsByName(model), folder, maxShardBytes, (ConfigFileName, config.SaveHuggingFace));
    }

    private static Dictionary<string, Tensor> TensorsByName(Module model) =>
        model.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
}
