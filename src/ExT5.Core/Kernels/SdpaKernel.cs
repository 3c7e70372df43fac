using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// PyTorch's <c>scaled_dot_product_attention</c>: fused where libtorch has a fused form for the device and no gradient
/// of the bias is asked for, libtorch's own composed form elsewhere.
/// </summary>
public sealed class SdpaKernel : IAttentionKernel
{
    /// <inheritdoc/>
    public string Name => "sdpa";

    /// <inheritdoc/>
    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
    {
        using var held = new Held(query, key, value, bias);
        using var scope = NewDisposeScope();
        // The operation divides by the root of the head size, which T5 does not.
        using Scalar root = (float)Math.Sqrt(query.shape[^1]);
        var scaled = query * root;
        return functional.scaled_dot_product_attention(scaled, key, value, bias, dropoutRate).MoveToOuterDisposeScope();
    }
}
