namespace ExT5.Core;

/// <summary>The nonlinearity of the feed-forward layers.</summary>
public enum FeedForwardActivation
{
    /// <summary><c>relu(x W)</c>, T5 v1.0 (<c>feed_forward_proj: "relu"</c>).</summary>
    Relu,

    /// <summary><c>gelu(x W0) * (x W1)</c> with the tanh form of GELU, T5 v1.1 (<c>"gated-gelu"</c>).</summary>
    GatedGelu,

    /// <summary><c>silu(x W0) * (x W1)</c> (<c>"gated-silu"</c>).</summary>
    GatedSilu,

    /// <summary><c>relu(x W0) * (x W1)</c> (<c>"gated-relu"</c>).</summary>
    GatedRelu,

    /// <summary>
    /// <c>gelu(x W0) * (x W1)</c> with the exact GELU (<c>"gated-gelu"</c> beside <c>dense_act_fn: "gelu"</c>).
    /// </summary>
    GatedExactGelu,

    /// <summary><c>gelu(x W)</c> with the tanh form of GELU (<c>"gelu_new"</c>).</summary>
    Gelu,

    /// <summary><c>gelu(x W)</c> with the exact GELU (<c>"gelu"</c>).</summary>
    ExactGelu,

    /// <summary><c>silu(x W)</c> (<c>"silu"</c>, <c>"swish"</c>).</summary>
    Silu,
}
