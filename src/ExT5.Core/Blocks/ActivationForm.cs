using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>What an activation is made of: a function, and whether a second projection is multiplied by it.</summary>
/// <param name="Function">Its name in Transformers (<c>dense_act_fn</c>).</param>
/// <param name="Gated">Whether there are two inner projections (<c>is_gated_act</c>).</param>
internal sealed record ActivationForm(string Function, bool Gated)
{
    private static readonly Dictionary<FeedForwardActivation, ActivationForm> Forms = new()
    {
        [FeedForwardActivation.Relu] = new("relu", false),
        [FeedForwardActivation.Gelu] = new("gelu_new", false),
        [FeedForwardActivation.ExactGelu] = new("gelu", false),
        [FeedForwardActivation.Silu] = new("silu", false),
        [FeedForwardActivation.GatedRelu] = new("relu", true),
        [FeedForwardActivation.GatedGelu] = new("gelu_new", true),
        [FeedForwardActivation.GatedExactGelu] = new("gelu", true),
        [FeedForwardActivation.GatedSilu] = new("silu", true),
    };

    /// <summary>Names of functions that a configuration may give; two of them are others' second names.</summary>
    public static string[] Functions { get; } = ["relu", "gelu_new", "gelu_pytorch_tanh", "gelu", "silu", "swish"];

    public static ActivationForm Of(FeedForwardActivation activation) => Forms[activation];

    public static FeedForwardActivation Find(string function, bool gated)
    {
        var name = function switch
        {
            "swish" => "silu",
            "gelu_pytorch_tanh" => "gelu_new",
            _ => function,
        };
        var form = new ActivationForm(name, gated);
        return Forms.First(pair => pair.Value == form).Key;
    }

    public Tensor Apply(Tensor x) => Function switch
    {
        "relu" => x.relu(),
        "gelu_new" => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        "gelu" => functional.gelu(x, TorchSharp.Modules.GELU.Approximate.none),
        _ => functional.silu(x),
    };
}
