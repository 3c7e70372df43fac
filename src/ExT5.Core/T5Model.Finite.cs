using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <content>Where numbers go wrong.</content>
public sealed partial class T5Model
{
    /// <summary>
    /// Looks for the first tensor that is not finite: the parameters in the order of the model, those of its adapter, what
    /// each layer computes from inputs, and the logits. Slower than a forward pass; for finding out why a loss is not a number.
    /// </summary>
    /// <param name="inputs">Tokens and segment ids.</param>
    /// <returns><see langword="null"/> when all values are finite.</returns>
    /// <remarks>In training mode dropout draws from torch's generator as in <see cref="forward"/>.</remarks>
    public NonFiniteTensor? FindNonFinite(T5Inputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var use = Gate.Use();
        using var scope = NewDisposeScope();
        var (watch, mode) = (new FiniteWatch(), training);
        foreach (var (name, parameter) in NamedParameters.Concat(Adapter?.NamedParameters ?? new Dictionary<string, Parameter>()))
            watch.Parameter(name, parameter);
        if (watch.First is not null)
            return watch.First;
        var memory = RunEncoder(inputs.EncoderTokens, inputs.EncoderSegmentIds, inputs.Packed, mode, watch);
        var hidden = RunDecoder(inputs, memory, mode, watch);
        for (var row = 0; row < hidden.shape[0]; row++)
        {
            using var rowScope = NewDisposeScope();
            watch.Look(_head is null ? "shared" : "lm_head", "logits", Logits(hidden[row]));
        }

        return watch.First;
    }
}
