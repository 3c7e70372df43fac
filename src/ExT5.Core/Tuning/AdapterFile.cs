using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Reads and writes the folder of an adapter as PEFT does.</summary>
internal static class AdapterFile
{
    public const string ConfigName = "adapter_config.json";
    public const string WeightsName = "adapter_model.safetensors";

    /// <exception cref="AdapterException">The file is absent, damaged, or asks for something that is not supported.</exception>
    public static AdapterConfig ReadConfig(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, ConfigName);
        using var json = JsonFile.Parse(
            path,
            FolderKind.ExplainNoAdapter(folder) ?? "Name a folder that PEFT's save_pretrained or T5Adapter.Save wrote.",
            (message, cause) => new AdapterException(message, cause));
        return AdapterConfigReader.Read(path, json.RootElement);
    }

    /// <summary>Opens the weights; their header is checked.</summary>
    /// <exception cref="AdapterException">There are none.</exception>
    public static SafetensorsFile OpenWeights(string folder)
    {
        var path = Path.Combine(folder, WeightsName);
        return File.Exists(path)
            ? SafetensorsFile.Open(path)
            : throw new AdapterException(
                $"There is no '{path}'. An adapter_model.bin is a Python pickle and is not read: save it again with safe_serialization=True.");
    }

    /// <summary>Fills every parameter, or none when anything does not fit.</summary>
    /// <param name="file">The weights.</param>
    /// <param name="parameters">The adapter's parameters.</param>
    /// <param name="tables">The tables that it brings along, which the file must hold too.</param>
    public static void ReadWeights(SafetensorsFile file, IReadOnlyDictionary<string, Parameter> parameters, AdapterTables? tables)
    {
        Account(file, parameters, tables);
        foreach (var (name, parameter) in parameters)
            Read(file, name, parameter);
        tables?.Read(file);
    }

    public static void Write(
        string folder, AdapterConfig config, T5Config model, IReadOnlyDictionary<string, Parameter> parameters, AdapterTables? tables)
    {
        Directory.CreateDirectory(folder);
        var tensors = parameters.Select(entry => KeyValuePair.Create(entry.Key, (Tensor)entry.Value)).Concat(tables?.Named ?? []);
        SafetensorsFile.Write(Path.Combine(folder, WeightsName), [.. tensors]);
        File.WriteAllBytes(Path.Combine(folder, ConfigName), AdapterConfigWriter.Json(config, model));
    }

    private static void Account(SafetensorsFile file, IReadOnlyDictionary<string, Parameter> adapter, AdapterTables? tables)
    {
        var parameters = adapter.Select(entry => KeyValuePair.Create(entry.Key, (Tensor)entry.Value)).Concat(tables?.Named ?? []).ToDictionary();
        string[] missing = [.. parameters.Keys.Where(name => !file.Entries.ContainsKey(name)).Order(StringComparer.Ordinal)];
        string[] unexpected = [.. file.Entries.Keys.Where(name => !parameters.ContainsKey(name) && !(tables is not null && AdapterTables.IsTable(name))).Order(StringComparer.Ordinal)];
        WeightDifference[] different = [.. parameters
            .Where(entry => file.Entries.TryGetValue(entry.Key, out var found) && !Fits(entry.Key, entry.Value, found))
            .Select(entry => new WeightDifference(
                entry.Key, $"floating point [{string.Join(", ", entry.Value.shape)}]", file.Entries[entry.Key].ToString()))];
        if (missing.Length + unexpected.Length + different.Length > 0)
            throw new WeightsMismatchException(file.Path, missing, unexpected, different);
    }

    private static bool Fits(string name, Tensor parameter, SafetensorsEntry found) =>
        ElementTypes.IsFloatingPoint(found.Dtype)
        && (found.Shape.AsSpan().SequenceEqual(parameter.shape) || (name == SoftPrompt.FileName && IsTwice(parameter.shape, found.Shape)));

    // PEFT gives a prompt of an encoder-decoder rows for both sides, and reads those of the encoder alone.
    private static bool IsTwice(long[] shape, long[] found) => found.AsSpan().SequenceEqual([2 * shape[0], shape[1]]);

    private static void Read(SafetensorsFile file, string name, Parameter parameter)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        parameter.copy_(file.Read(name).narrow(0, 0, parameter.shape[0]));
    }
}
