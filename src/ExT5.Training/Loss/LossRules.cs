using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>Refuses tensors before native code sees them.</summary>
internal static class LossRules
{
    public static void Check(string name, Tensor tensor, ScalarType type, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.dtype != type || !tensor.shape.AsSpan().SequenceEqual(shape))
            throw new ArgumentException(
                $"{name} is {tensor.dtype} [{string.Join(", ", tensor.shape)}]; needed is {type} "
                + $"[{string.Join(", ", shape.ToArray())}].", name);
    }

    /// <summary>Requires the leading axes of logits or hidden states to be those of the targets.</summary>
    public static void CheckRows(string name, Tensor tensor, Seq2SeqTargets targets)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        ArgumentNullException.ThrowIfNull(targets);
        targets.Check();
        var (b, t) = (targets.Tokens.shape[0], targets.Tokens.shape[1]);
        if (tensor.dim() != 3 || tensor.shape[0] != b || tensor.shape[1] != t || !tensor.is_floating_point())
            throw new ArgumentException(
                $"{name} is {tensor.dtype} [{string.Join(", ", tensor.shape)}]; needed is a floating-point tensor "
                + $"[{b}, {t}, size] for targets [{b}, {t}].", name);
    }

    /// <summary>Requires ids below the vocabulary's size.</summary>
    public static void CheckIds(Tensor ids, long vocabulary)
    {
        if (ids.numel() == 0)
            return;
        var (lowest, highest) = (ids.min().item<long>(), ids.max().item<long>());
        if (lowest < 0 || highest >= vocabulary)
            throw new ArgumentException(
                $"Target id {(lowest < 0 ? lowest : highest)} with a weight above 0 is outside the vocabulary "
                + $"of {vocabulary}; give ignored places weight 0.", nameof(ids));
    }
}
