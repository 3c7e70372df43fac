namespace ExT5.Core;

/// <summary>
/// What is trained on top of a frozen model, as PEFT's <c>adapter_config.json</c> describes it:
/// <see cref="LoraConfig"/>, <see cref="Ia3Config"/> or <see cref="PromptTuningConfig"/>.
/// </summary>
public abstract record AdapterConfig
{
    private protected AdapterConfig()
    {
    }

    /// <summary>Name or path of the model beneath, from which PEFT loads it. Default <see langword="null"/>: not noted.</summary>
    public string? BaseModel { get; init; }

    /// <summary>PEFT's name of the method.</summary>
    internal abstract string PeftType { get; }

    /// <summary>How many values the parameters have, found without making them.</summary>
    /// <param name="model">The model.</param>
    internal abstract long ValueCount(T5Model model);

    /// <summary>Makes the parameters; nothing of the model is changed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="generator">Draws initial values.</param>
    internal abstract AdapterParts Build(T5Model model, TorchSharp.torch.Generator generator);

    /// <summary>The configuration that a file of weights belongs to, where this one may be read in two ways.</summary>
    internal virtual AdapterConfig AsStored(T5Model model, SafetensorsFile weights) => this;

    /// <summary>The entries of <c>adapter_config.json</c> that only this method has.</summary>
    /// <param name="model">The model's sizes.</param>
    internal abstract IEnumerable<KeyValuePair<string, object?>> Entries(T5Config model);

    private protected static KeyValuePair<string, object?> Entry(string key, object? value) => new(key, value);
}
