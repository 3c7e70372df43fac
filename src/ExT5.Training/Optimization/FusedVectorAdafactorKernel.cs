using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Adafactor without factoring for float32 on the CPU: one pass for the means, one for the parameter.
/// </summary>
internal sealed unsafe class FusedVectorAdafactorKernel : IAdafactorKernel
{
    public bool Supports(AdafactorSlot slot, Tensor gradient) =>
        slot.MeanSquare is { } meanSquare && ContiguousFloats.Has(meanSquare)
        && ContiguousFloats.Has(slot.Parameter.Value) && ContiguousFloats.Has(gradient)
        && (slot.MeanUpdate is null || ContiguousFloats.Has(slot.MeanUpdate));

    public void Apply(AdafactorSlot slot, Tensor gradient, AdafactorUpdate update)
    {
        var p = ContiguousFloats.Pointer(slot.Parameter.Value);
        var g = ContiguousFloats.Pointer(gradient);
        var v = ContiguousFloats.Pointer(slot.MeanSquare!);
        var m = slot.MeanUpdate is { } mean ? ContiguousFloats.Pointer(mean) : null;
        var length = (int)gradient.numel();
        var blocks = ParallelBlocks.Count(length, ParallelBlocks.Elements);

        var sums = new (double Parameter, double Update)[blocks];
        ParallelBlocks.Run(blocks, block =>
        {
            var (start, count) = Range(block, length);
            sums[block] = (FloatLoops.SumOfSquares(p + start, count),
                AdafactorLoops.AdvanceElements(g + start, v + start, count, update));
        });
        var rate = update.RateFor(Math.Sqrt(sums.Sum(sum => sum.Parameter) / length));
        var factor = (float)(rate * update.ClipFactor(Math.Sqrt(sums.Sum(sum => sum.Update) / length)));
        var change = new ParameterChange((float)update.KeepAt(rate), factor, update.Options.Momentum);
        ParallelBlocks.Run(blocks, block =>
        {
            var (start, count) = Range(block, length);
            AdafactorLoops.ChangeElements(p + start, g + start, v + start, m is null ? null : m + start, count, change);
        });
    }

    private static (int Start, int Count) Range(int block, int length)
    {
        var start = block * ParallelBlocks.Elements;
        return (start, Math.Min(ParallelBlocks.Elements, length - start));
    }
}
