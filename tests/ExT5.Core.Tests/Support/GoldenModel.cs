using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>One golden folder: a model with its weights, and what Transformers computed with it.</summary>
internal sealed class GoldenModel
{
    public const string V10 = "t5_v1_0";
    public const string V11 = "t5_v1_1";
    public const string MT5 = "mt5";
    public const string ByT5 = "byt5";
    public const string UMT5 = "umt5";
    public const string TiedUMT5 = "umt5_tied";
    public const string LocalLongT5 = "longt5_local";
    public const string GlobalLongT5 = "longt5_tglobal";

    // float64_check.json: float32 is up to 4.3e-6 from float64 in logits of magnitude 9; another summation order doubles it.
    public const double LogitsTolerance = 2e-5;

    // The same file: 1.3e-6 in hidden states.
    public const double HiddenTolerance = 1e-5;

    // The same file: 5.3e-7 in the loss. Losses reach 13, where float32's last place is 9.5e-7: ten of them.
    public const double LossTolerance = 1e-5;

    // The same file: gradients 2.4e-6 of the largest value of their tensor.
    public const double GradientTolerance = 2e-5;

    private readonly string _folder;

    private GoldenModel(string name, T5ModelOptions? options)
    {
        _folder = Path.Combine(AppContext.BaseDirectory, "Golden", name);
        Config = T5Config.FromHuggingFace(Path.Combine(_folder, "config.json"));
        Model = new T5Model(Config, options);
        Model.eval();
        using (no_grad())
        {
            var weights = SafetensorsBytes.Read(Path.Combine(_folder, "model.safetensors"));
            Assert.Equal(weights.Keys.Order(), Model.NamedParameters.Keys.Order());
            foreach (var (parameterName, parameter) in Model.NamedParameters)
                parameter.copy_(weights[parameterName]);
        }

        Inputs = SafetensorsBytes.Read(Path.Combine(_folder, "inputs.safetensors"));
        Outputs = SafetensorsBytes.Read(Path.Combine(_folder, "outputs.safetensors"));
    }

    /// <summary>A folder for each member of the family.</summary>
    public static string[] Variants { get; } = [V10, V11, MT5, ByT5, UMT5, TiedUMT5, LocalLongT5, GlobalLongT5];

    /// <summary>The folders with generated sequences.</summary>
    public static string[] Generating { get; } = [V10, V11, MT5, ByT5, UMT5, LocalLongT5, GlobalLongT5];

    public T5Config Config { get; }

    public T5Model Model { get; }

    public Dictionary<string, Tensor> Inputs { get; }

    public Dictionary<string, Tensor> Outputs { get; }

    public Tensor Mask => Inputs["attention_mask"];

    public static GoldenModel Load(string name, T5ModelOptions? options = null) => new(name, options);

    public Dictionary<string, Tensor> Gradients() => SafetensorsBytes.Read(Path.Combine(_folder, "grads.safetensors"));

    public T5Inputs Batch(Tensor? encoderMask, Tensor? decoderMask = null) =>
        new(Inputs["input_ids"], encoderMask, Inputs["decoder_input_ids"], decoderMask, Packed: false);

    /// <summary>Mean cross-entropy over the labels that are not -100.</summary>
    public Tensor Loss(Tensor logits) =>
        nn.functional.cross_entropy(logits.flatten(0, 1), Inputs["labels"].flatten(), ignore_index: -100);

    /// <summary>The largest difference, over the positions where a mask is set when one is given.</summary>
    public static double Difference(Tensor expected, Tensor actual, Tensor? mask = null)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs();
        if (mask is not null)
            difference *= mask.unsqueeze(-1);
        return difference.max().item<float>();
    }
}
