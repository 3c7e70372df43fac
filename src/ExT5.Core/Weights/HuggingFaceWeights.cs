using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Moves a model's parameters from and to <c>model.safetensors</c> files that Transformers reads and writes.</summary>
/// <remarks>Parameters are keyed by Hugging Face's names (<c>shared.weight</c>,
/// <c>encoder.block.0.layer.0.SelfAttention.q.weight</c>, …, <c>lm_head.weight</c> where the head is not tied).</remarks>
public static class HuggingFaceWeights
{
    /// <summary>The file's name inside a model folder.</summary>
    public const string FileName = "model.safetensors";

    private const string Extension = ".safetensors";

    /// <summary>Fills every parameter from a file; all of them or, when anything does not fit, none.</summary>
    /// <param name="parameters">The parameters by name. A value keeps its element type and device: float16, bfloat16,
    /// float32 and float64 files are converted to it.</param>
    /// <param name="folderOrFile">A folder that holds <see cref="FileName"/>, or a safetensors file.</param>
    /// <remarks>Copies of the shared embedding under other names are accepted if they equal it, and Google's unused
    /// cross-attention bias is passed over; any other difference is an error.</remarks>
    /// <exception cref="WeightsMismatchException">Tensors are missing, left over, or of another shape; lists all.</exception>
    /// <exception cref="SafetensorsException">The file is damaged.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static void Load(IReadOnlyDictionary<string, Tensor> parameters, string folderOrFile)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(folderOrFile);
        ExT5Runtime.EnsureLoaded();
        using var file = SafetensorsFile.Open(Existing(folderOrFile));
        foreach (var (parameter, source) in new WeightAccounting(file, parameters).Sources())
            file.ReadInto(source, parameters[parameter]);
    }

    /// <summary>Writes every parameter, in its own element type; the file appears complete or not at all.</summary>
    /// <param name="parameters">The parameters by name, of any device.</param>
    /// <param name="folderOrFile">A folder, made if absent, or a path that ends in <c>.safetensors</c>.</param>
    /// <exception cref="IOException">The file cannot be written; what stood there before is untouched.</exception>
    public static void Save(IReadOnlyDictionary<string, Tensor> parameters, string folderOrFile)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(folderOrFile);
        var path = folderOrFile;
        if (!path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            path = Path.Combine(Directory.CreateDirectory(folderOrFile).FullName, FileName);
        SafetensorsFile.Write(path, [.. parameters]);
    }

    private static string Existing(string folderOrFile)
    {
        if (!Directory.Exists(folderOrFile))
            return File.Exists(folderOrFile)
                ? folderOrFile
                : throw new FileNotFoundException($"There is neither a folder nor a file '{folderOrFile}'.", folderOrFile);
        var path = Path.Combine(folderOrFile, FileName);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"The folder '{folderOrFile}' holds no '{FileName}'. {Hint(folderOrFile)}", path);
    }

    private static string Hint(string folder) =>
        File.Exists(Path.Combine(folder, FileName + ".index.json"))
            ? "Its weights are split over several files: save them as one (save_pretrained with a larger max_shard_size)."
        : File.Exists(Path.Combine(folder, "pytorch_model.bin"))
            ? "'pytorch_model.bin' is a Python pickle and is not read: load it in Transformers and save_pretrained it."
        : "Name a folder written by save_pretrained, or a .safetensors file.";
}
