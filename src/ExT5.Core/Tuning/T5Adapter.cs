using System.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// A small set of parameters trained on top of a frozen <see cref="T5Model"/>, in PEFT's files
/// <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>. A model has at most one.
/// </summary>
/// <remarks>
/// While it is attached the model computes with it everywhere (forward, decoding, scoring), its own parameters require no
/// gradient, and <see cref="T5Model.Save"/> writes the model without it. Each of its methods
/// waits until no other thread uses the model, and keeps later calls waiting; an output that is being streamed then ends in
/// an error.
/// </remarks>
public sealed class T5Adapter : IDisposable
{
    private readonly T5Model _model;
    private readonly AdapterParts _parts;
    private readonly IReadOnlyList<string> _trainedBefore;
    private AdapterTables? _tables;
    private bool _disposed;

    private T5Adapter(T5Model model, AdapterConfig config, AdapterParts parts)
    {
        (_model, Config, _parts) = (model, config, parts);
        _trainedBefore = [.. model.NamedParameters.Where(entry => entry.Value.requires_grad).Select(entry => entry.Key)];
        foreach (var parameter in model.NamedParameters.Values)
            parameter.requires_grad = false;
        parts.Connect();
        model.Adapter = this;
    }

    /// <summary>What it is.</summary>
    public AdapterConfig Config { get; }

    /// <summary>Its parameters under PEFT's names, for instance <c>base_model.model.encoder.block.0.layer.0.SelfAttention.q.lora_A.weight</c>.</summary>
    public IReadOnlyDictionary<string, Parameter> NamedParameters => _parts.Parameters;

    /// <summary>Whether it has been merged into the model's weights.</summary>
    public bool IsMerged { get; private set; }

    /// <summary>The embeddings that it brought along, unless they have become the model's own.</summary>
    internal AdapterTables? TablesApart => IsMerged ? null : _tables;

    internal bool DropsOut => !IsMerged && _parts.DropsOut;

    /// <summary>Adds a new adapter, which at first changes nothing (a soft prompt excepted), and freezes the model.</summary>
    /// <param name="model">The model; call this after moving it to its device.</param>
    /// <param name="config">What to add.</param>
    /// <param name="seed">Seed of the initial values. Default 0.</param>
    /// <exception cref="AdapterException">The configuration names no matrix of the model.</exception>
    /// <exception cref="InvalidOperationException">The model has an adapter.</exception>
    public static T5Adapter Attach(T5Model model, AdapterConfig config, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(config);
        using var change = model.Gate.Change();
        if (model.Adapter is not null)
            throw new InvalidOperationException("The model has an adapter already; it can have one. Dispose that first, merged or not.");
        using var generator = new Generator(seed);
        return new T5Adapter(model, config, config.Build(model, generator));
    }

    /// <summary>
    /// Adds an adapter that PEFT or <see cref="Save"/> wrote, and freezes the model. Embeddings that PEFT saved with it (of a
    /// vocabulary resized before training) are the model's while it is attached, and so is their number in <see cref="T5Model.Config"/>.
    /// </summary>
    /// <param name="model">The model it was trained on.</param>
    /// <param name="folder">The folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <exception cref="AdapterException">The configuration is damaged, or asks for something that is not supported.</exception>
    /// <exception cref="WeightsMismatchException">The weights are of another model or adapter; lists every difference.</exception>
    /// <exception cref="SafetensorsException">The weights are damaged.</exception>
    public static T5Adapter Load(T5Model model, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        var config = AdapterFile.ReadConfig(folder);
        using var weights = AdapterFile.OpenWeights(folder);
        using var change = model.Gate.Change(); // nobody sees it before its values are there
        config = config.AsStored(model, weights);
        AdapterBudget.Check(folder, config, model, weights);
        var adapter = Attach(model, config);
        try
        {
            adapter._tables = AdapterTables.PutInto(model, weights);
            AdapterFile.ReadWeights(weights, adapter.NamedParameters, adapter._tables);
        }
        catch
        {
            adapter.Dispose();
            throw;
        }

        return adapter;
    }

    /// <summary>Writes the two files, for <see cref="Load"/> and PEFT's <c>PeftModel.from_pretrained</c>.</summary>
    /// <param name="folder">The folder, made when absent.</param>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var use = _model.Gate.Use();
        AdapterFile.Write(folder, Config, _model.Config, NamedParameters, _tables);
    }

    /// <summary>Replaces its values by those of a folder; names and shapes must be the same.</summary>
    /// <param name="folder">The folder with <c>adapter_model.safetensors</c>.</param>
    /// <exception cref="WeightsMismatchException">The weights do not fit; lists every difference, and nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">It is merged.</exception>
    public void LoadWeights(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var change = _model.Gate.Change();
        RequireMerged(false, "Unmerge it before its values are replaced.");
        using var weights = AdapterFile.OpenWeights(folder);
        AdapterFile.ReadWeights(weights, NamedParameters, _tables);
    }

    /// <summary>
    /// Puts the adapter into the model's own matrices, for inference at the model's own cost. A copy of each matrix that
    /// changes is kept, and nothing else, so that <see cref="Unmerge"/> is exact.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is merged, or is a soft prompt.</exception>
    public void Merge()
    {
        using var change = _model.Gate.Change();
        RequireMerged(false, "It is merged already.");
        _parts.Merge();
        IsMerged = true;
    }

    /// <summary>Gives the model its matrices back bit for bit and goes on beside them.</summary>
    /// <exception cref="InvalidOperationException">It is not merged.</exception>
    public void Unmerge()
    {
        using var change = _model.Gate.Change();
        RequireMerged(true, "It is not merged.");
        _parts.Unmerge();
        IsMerged = false;
    }

    /// <summary>
    /// Takes the adapter off and frees it; parameters that required a gradient before do so again. A model it was merged
    /// into keeps the merged matrices.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _model.Gate.Remove(TakeOff, Free);
    }

    /// <summary>The configuration on one line, as checkpoints note it.</summary>
    public override string ToString() => Encoding.UTF8.GetString(AdapterConfigWriter.Json(Config, _model.Config, indented: false));

    private void TakeOff()
    {
        _parts.Disconnect();
        TablesApart?.TakeOut();
        _model.Adapter = null;
        foreach (var name in _trainedBefore)
            _model.NamedParameters[name].requires_grad = true;
    }

    private void Free()
    {
        _tables?.Dispose();
        _parts.Dispose();
    }

    private void RequireMerged(bool merged, string otherwise)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (IsMerged != merged)
            throw new InvalidOperationException(otherwise);
    }
}
