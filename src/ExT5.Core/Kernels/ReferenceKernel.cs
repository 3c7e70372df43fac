using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>The attention product written out step by step: the definition every other kernel is tested against.</summary>
public sealed class ReferenceKernel : IAttentionKernel
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
    {
        using var held = new Held(query, key, value, bias);
        using var scope = NewDisposeScope();
        var scores = matmul(query, key.transpose(-1, -2)); // [B, H, Q, K]
        if (bias is not null)
            scores = scores.add(bias, Scalars.One); // float32 whatever the scores' type
        var weights = functional.softmax(scores, -1, ScalarType.Float32).to(query.dtype);
        if (dropoutRate > 0)
            weights = functional.dropout(weights, dropoutRate);
        return matmul(weights, value).MoveToOuterDisposeScope();
    }
}
