using ExT5.Core;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// The weights a checkpoint holds: the whole model, unless it is frozen beneath an adapter, and the adapter's.
/// </summary>
internal sealed class WeightsOfRun(T5Model model)
{
    private const string ConfigFile = "config.json";
    private const string AdapterConfigFile = "adapter_config.json";
    private const string AdapterFile = "adapter_model.safetensors";

    /// <summary>Names of the files that <see cref="Write"/> makes.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
        [HuggingFaceWeights.FileName, ConfigFile, AdapterFile, AdapterConfigFile];

    /// <summary>Whether the model's own weights cannot change and are left out.</summary>
    public bool LeaveModelOut => model.Adapter is not null && model.NamedParameters.Values.All(parameter => !parameter.requires_grad);

    public void Write(string folder)
    {
        if (model.Adapter is null)
        {
            model.Save(folder);
            return;
        }

        // As it stands beneath the adapter: embeddings that an adapter brings along are what is read back.
        if (!LeaveModelOut)
        {
            HuggingFaceWeights.Save(Parameters(), folder);
            model.Config.SaveHuggingFace(Path.Combine(folder, ConfigFile));
        }

        model.Adapter.Save(folder);
    }

    public void Read(string folder)
    {
        using var exclusive = model.ExclusiveUse();
        if (!LeaveModelOut)
            HuggingFaceWeights.Load(Parameters(), folder);
        model.Adapter?.LoadWeights(folder);
    }

    private Dictionary<string, Tensor> Parameters() =>
        model.NamedParameters.ToDictionary(entry => entry.Key, Tensor (entry) => entry.Value);
}
