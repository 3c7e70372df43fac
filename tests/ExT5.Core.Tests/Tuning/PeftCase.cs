using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>An adapter of Golden/peft on its golden model, and what PEFT computed with it.</summary>
internal sealed class PeftCase
{
    // As the models alone; the random adapters make logits of up to twice their magnitude.
    public const double LogitsTolerance = 5e-5;

    public const double GradientTolerance = 5e-5;

    private PeftCase(string name, T5ModelOptions? options)
    {
        Folder = GoldenFile.PathOf("peft", name);
        var config = File.ReadAllText(Path.Combine(Folder, "adapter_config.json"));
        Golden = GoldenModel.Load(config.Contains(GoldenModel.V10, StringComparison.Ordinal) ? GoldenModel.V10 : GoldenModel.V11, options);
        Outputs = SafetensorsBytes.Read(Path.Combine(Folder, "outputs.safetensors"));
        Adapter = T5Adapter.Load(Golden.Model, Folder);
    }

    public static TheoryData<string> Names =>
        ["lora", "lora_every_module", "lora_regex", "lora_patterns", "ia3", "ia3_wi_1", "prompt"];

    public static TheoryData<string> MatrixNames =>
        ["lora", "lora_every_module", "lora_regex", "lora_patterns", "ia3", "ia3_wi_1"];

    public string Folder { get; }

    public GoldenModel Golden { get; }

    public T5Model Model => Golden.Model;

    public T5Adapter Adapter { get; }

    public Dictionary<string, Tensor> Outputs { get; }

    public static PeftCase Load(string name, T5ModelOptions? options = null) => new(name, options);

    public Tensor Logits() => Model.forward(Golden.Batch(Golden.Mask));

    public double LogitsError()
    {
        using var scope = NewDisposeScope();
        return GoldenModel.Difference(Outputs["logits"], Logits().detach());
    }

    /// <summary>The gradient PEFT has for a parameter, by the name in the adapter's file.</summary>
    public Tensor Gradient(string name) => Outputs[name == SoftPrompt.FileName ? "grad.prompt_encoder.embedding.weight" : $"grad.{name}"];

    /// <summary>Ids of each input of the batch without its padding.</summary>
    public int[][] Inputs() => [.. Enumerable.Range(0, (int)Golden.Mask.shape[0]).Select(row =>
        Golden.Inputs["input_ids"][row].data<long>().ToArray().Select(id => (int)id).Take((int)Golden.Mask[row].sum().item<long>()).ToArray())];
}
