using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Moves a model's parameters from and to <c>model.safetensors</c> files that Transformers reads and writes.</summary>
/// <remarks>Parameters are keyed by Hugging Face's names (<c>shared.weight</c>,
/// <c>encoder.block.0.layer.0.SelfAttention.q.weight</c>, …, <c>lm_head.weight</c> where the head is not tied).</remarks>
public static class HuggingFaceWeights
{
    /// <summary>The file's name inside a model folder.</summary>
    public const string FileName = ShardName.Single;

    /// <summary>Most bytes of values in one file of a saved model, as in Transformers: 5 GB.</summary>
    public const long DefaultMaxShardBytes = 5_000_000_000;

    /// <summary>Fills every parameter from a file or from several; all of them or, when anything does not fit, none.</summary>
    /// <param name="parameters">The parameters by name. A value keeps its element type and device: float16, bfloat16,
    /// float32 and float64 files are converted to it.</param>
    /// <param name="folderOrFile">A folder that holds <see cref="FileName"/> or, split over shards,
    /// <c>model.safetensors.index.json</c>; or one such file.</param>
    /// <remarks>Copies of the shared embedding under other names are accepted if they equal it, and Google's unused
    /// cross-attention bias is passed over; any other difference is an error. Values go straight from the file into the
    /// parameters: little memory is needed beside them.</remarks>
    /// <exception cref="WeightsMismatchException">Tensors are missing, left over, or of another shape; lists all.</exception>
    /// <exception cref="SafetensorsException">A file is damaged, or an index and its shards disagree.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static void Load(IReadOnlyDictionary<string, Tensor> parameters, string folderOrFile)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(folderOrFile);
        using var files = WeightFiles.Open(folderOrFile);
        Load(parameters, files);
    }

    /// <summary>Writes every parameter, in its own element type, in the place of the weights that are there.</summary>
    /// <param name="parameters">The parameters by name, of any device.</param>
    /// <param name="folderOrFile">A folder, made if absent, or a path that ends in <c>.safetensors</c>.</param>
    /// <param name="maxShardBytes">Most bytes of values in one file, at least 1; more are split over several with an index.
    /// Default <see cref="DefaultMaxShardBytes"/>. A path to one file is never split.</param>
    /// <remarks>All files are written in full beside the old ones, then exchanged; shards of an earlier save are
    /// deleted. Cut short, it leaves the old weights, the new ones, or a folder that loading refuses.</remarks>
    /// <exception cref="IOException">A file cannot be written; what stood there before is untouched.</exception>
    /// <exception cref="SafetensorsException">More than 512 files would be needed.</exception>
    public static void Save(
        IReadOnlyDictionary<string, Tensor> parameters, string folderOrFile, long maxShardBytes = DefaultMaxShardBytes)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(folderOrFile);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxShardBytes);
        if (folderOrFile.EndsWith(ShardName.Extension, StringComparison.OrdinalIgnoreCase))
            SafetensorsFile.Write(folderOrFile, [.. parameters]);
        else
            Replace(parameters, folderOrFile, maxShardBytes, config: null);
    }

    /// <summary>Fills every parameter; <paramref name="passOver"/> names stored tensors that the model does without.</summary>
    internal static void Load(
        IReadOnlyDictionary<string, Tensor> parameters, WeightFiles files, Predicate<string>? passOver = null)
    {
        ExT5Runtime.EnsureLoaded();
        foreach (var (parameter, source) in new WeightAccounting(files, parameters, passOver).Sources())
            files.ReadInto(source, parameters[parameter]);
    }

    /// <summary>Replaces the weights of a folder together with a configuration that belongs to them.</summary>
    internal static void Replace(
        IReadOnlyDictionary<string, Tensor> parameters,
        string folder,
        long maxShardBytes,
        (string FileName, Action<string> Write)? config)
    {
        var plan = new ShardPlan(parameters, maxShardBytes);
        using var replacement = WeightReplacement.Stage(Directory.CreateDirectory(folder).FullName, plan, config);
        replacement.PutInPlace();
    }
}
