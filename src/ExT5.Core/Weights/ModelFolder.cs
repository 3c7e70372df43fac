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
        FolderKind.RequireModel(folder);
        var config = T5ConfigFile.Read(configPath, out var head);
        using var files = WeightFiles.Open(folder);
        config = encoderOnly ? config with { EncoderOnly = true } : SavedHead.Resolve(config, files, head);
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
    /// <param name="model">The model.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="maxShardBytes">Most bytes of values in a file.</param>
    /// <param name="own">Tensors to write in the place of those that an adapter has put into the model.</param>
    public static void Save(
        Module model, T5Config config, string folder, long maxShardBytes, IReadOnlyDictionary<string, Tensor>? own = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxShardBytes);
        HuggingFaceWeights.Replace(Stored(model, config, own), folder, maxShardBytes, (ConfigFileName, config.SaveHuggingFace));
    }

    /// <summary>The parameters, and copies of the table under the names without which a version of Transformers draws others.</summary>
    private static Dictionary<string, Tensor> Stored(Module model, T5Config config, IReadOnlyDictionary<string, Tensor>? own)
    {
        var tensors = TensorsByName(model);
        foreach (var (name, tensor) in own ?? new Dictionary<string, Tensor>())
            tensors[name] = tensor;
        if (config.EncoderOnly || config.ScalesDecoderOutputs)
            return tensors;
        var table = tensors[HuggingFaceNames.SharedEmbedding];
        // Version 4 has no tied head without scaling: it takes a head of its own, which version 5 sees to be the table.
        if (config.TieWordEmbeddings)
            tensors.Add(HuggingFaceNames.Head, table);
        // Version 5 ties nothing at all in these two when "tie_word_embeddings" is false (LongT5: up to 5.15).
        if (config.ModelType is T5ModelType.LongT5 or T5ModelType.Switch)
            foreach (var copy in HuggingFaceNames.EmbeddingCopies)
                tensors.Add(copy, table);
        return tensors;
    }

    private static Dictionary<string, Tensor> TensorsByName(Module model) =>
        model.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
}
