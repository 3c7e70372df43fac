using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The embedding table, and with it the head, that an adapter brings along: PEFT saves them when the vocabulary was resized
/// before training. While the adapter is attached they are the model's, whose vocabulary is as large as they are.
/// </summary>
internal sealed class AdapterTables : IDisposable
{
    private const string Prefix = "base_model.model.";

    private readonly T5Model _model;
    private readonly T5Config _config;
    private readonly Dictionary<string, Tensor> _originals = [];

    private AdapterTables(T5Model model) => (_model, _config) = (model, model.Config);

    /// <summary>The model's own tensors that these stand for.</summary>
    public IReadOnlyDictionary<string, Tensor> Originals => _originals;

    /// <summary>The model's own configuration.</summary>
    public T5Config OriginalConfig => _config;

    /// <summary>What an adapter's file holds of them, under PEFT's names.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Named =>
        _originals.Keys.Select(name => KeyValuePair.Create(Prefix + name, (Tensor)_model.NamedParameters[name]));

    /// <summary>Whether a name in an adapter's file is that of a table or of a head.</summary>
    public static bool IsTable(string name) => name is Prefix + HuggingFaceNames.SharedEmbedding or Prefix + HuggingFaceNames.Head;

    /// <summary>Puts the tables of a file into a model; null when it holds none.</summary>
    /// <exception cref="AdapterException">They do not fit the model.</exception>
    public static AdapterTables? PutInto(T5Model model, SafetensorsFile weights)
    {
        string[] stored = [.. new[] { HuggingFaceNames.SharedEmbedding, HuggingFaceNames.Head }.Where(name => weights.Entries.ContainsKey(Prefix + name))];
        if (stored.Length == 0)
            return null;
        var parameters = model.NamedParameters;
        var rows = Rows(model, weights, stored);
        var config = model.Config with { VocabularySize = checked((int)rows) };
        config.Validate();
        if (stored.Length == 2 && !parameters.ContainsKey(HuggingFaceNames.Head) && !AreEqual(weights))
            throw Refused(weights, "its 'lm_head.weight' differs from its 'shared.weight', but the model's head is the table");
        string[] replaced = [.. stored.Where(parameters.ContainsKey)];
        if (rows != model.Config.VocabularySize && replaced.Length < 1 + (parameters.ContainsKey(HuggingFaceNames.Head) ? 1 : 0))
            throw Refused(weights, $"it holds '{stored[0]}' with {rows} rows and not the other one; the model's have {model.Config.VocabularySize}");
        var tables = new AdapterTables(model);
        tables.Replace(replaced, parameters, weights);
        model.Config = config;
        return tables;
    }

    /// <summary>Gives the model its own tables back.</summary>
    public void TakeOut()
    {
        using var noGradient = no_grad();
        foreach (var (name, original) in _originals)
            _model.NamedParameters[name].set_(original);
        _model.Config = _config;
    }

    /// <summary>Replaces the values by those of another file of the same adapter.</summary>
    public void Read(SafetensorsFile weights)
    {
        foreach (var (name, table) in Named)
            weights.ReadInto(name, table);
    }

    public void Dispose()
    {
        foreach (var original in _originals.Values)
            original.Dispose();
    }

    private void Replace(IEnumerable<string> names, IReadOnlyDictionary<string, Parameter> parameters, SafetensorsFile weights)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (var name in names)
        {
            var parameter = parameters[name];
            var table = weights.Read(Prefix + name).to(parameter.dtype).to(parameter.device);
            _originals.Add(name, parameter.detach().alias().DetachFromDisposeScope());
            parameter.set_(table);
        }
    }

    private static long Rows(T5Model model, SafetensorsFile weights, string[] stored)
    {
        foreach (var entry in stored.Select(name => weights.Entries[Prefix + name]))
            if (!ElementTypes.IsFloatingPoint(entry.Dtype) || entry.Shape.Length != 2 || entry.Shape[1] != model.Config.ModelSize
                || entry.Shape[0] != weights.Entries[Prefix + stored[0]].Shape[0] || entry.Shape[0] > int.MaxValue)
                throw Refused(weights, $"it holds a table {entry}; the model's are floating point, with rows of {model.Config.ModelSize}");
        return weights.Entries[Prefix + stored[0]].Shape[0];
    }

    private static bool AreEqual(SafetensorsFile weights)
    {
        using var table = weights.Read(Prefix + HuggingFaceNames.SharedEmbedding);
        using var head = weights.Read(Prefix + HuggingFaceNames.Head);
        return table.dtype == head.dtype && table.Equals(head);
    }

    private static AdapterException Refused(SafetensorsFile weights, string problem) =>
        new($"'{weights.Path}' brings embeddings that do not fit the model: {problem}. Load the model that the adapter was trained on.");
}
