namespace ExT5.Core;

/// <summary>A tensor with values that are infinite or not a number.</summary>
/// <param name="Layer">The layer, by its name in the checkpoint: <c>decoder.block.1.layer.2</c>.</param>
/// <param name="Tensor">Which of its tensors: <c>weight</c>, <c>output</c>, <c>logits</c>, …</param>
/// <param name="NaNs">Values that are not a number.</param>
/// <param name="Infinities">Values that are infinite.</param>
/// <param name="Values">All its values.</param>
public sealed record NonFiniteTensor(string Layer, string Tensor, long NaNs, long Infinities, long Values)
{
    /// <summary>A sentence without its end: <c>the output of 'encoder.block.0.layer.1' has 3 NaN and 0 infinite of 64 values</c>.</summary>
    public override string ToString() =>
        $"the {Tensor} of '{Layer}' has {NaNs:N0} NaN and {Infinities:N0} infinite of {Values:N0} values";

    /// <summary>Looks at a tensor.</summary>
    /// <param name="layer">The layer it belongs to.</param>
    /// <param name="tensor">What it is called.</param>
    /// <param name="values">The tensor; floating point, any shape and device.</param>
    /// <returns><see langword="null"/> when every value is finite.</returns>
    public static NonFiniteTensor? Of(string layer, string tensor, TorchSharp.torch.Tensor values)
    {
        using var held = new Held(values);
        ArgumentNullException.ThrowIfNull(values);
        using var inference = TorchSharp.torch.no_grad();
        using var scope = TorchSharp.torch.NewDisposeScope();
        if (values.isfinite().all().item<bool>())
            return null;
        return new(layer, tensor, values.isnan().sum().item<long>(), values.isinf().sum().item<long>(), values.numel());
    }
}
