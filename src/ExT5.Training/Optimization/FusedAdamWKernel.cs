using System.Numerics;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>AdamW in one pass over memory, for float32 on the CPU: each element is read and written once.</summary>
internal sealed unsafe class FusedAdamWKernel : IAdamWKernel
{
    public bool Supports(AdamWSlot slot, Tensor gradient) =>
        ContiguousFloats.Has(slot.Parameter.Value) && ContiguousFloats.Has(gradient)
        && ContiguousFloats.Has(slot.Mean) && ContiguousFloats.Has(slot.MeanSquare);

    public void Apply(AdamWSlot slot, Tensor gradient, AdamWUpdate update)
    {
        var parameter = ContiguousFloats.Pointer(slot.Parameter.Value);
        var g = ContiguousFloats.Pointer(gradient);
        var mean = ContiguousFloats.Pointer(slot.Mean);
        var meanSquare = ContiguousFloats.Pointer(slot.MeanSquare);
        var length = (int)gradient.numel();
        ParallelBlocks.Run(ParallelBlocks.Count(length, ParallelBlocks.Elements), block =>
        {
            var start = block * ParallelBlocks.Elements;
            var count = Math.Min(ParallelBlocks.Elements, length - start);
            ApplyBlock(parameter + start, g + start, mean + start, meanSquare + start, count, update);
        });
    }

    private static void ApplyBlock(float* p, float* g, float* m, float* v, int count, AdamWUpdate update)
    {
        var (keep, stepSize) = ((float)update.Keep, (float)update.StepSize);
        var (beta1, beta2) = ((float)update.Beta1, (float)update.Beta2);
        var (rest1, rest2) = ((float)(1 - update.Beta1), (float)(1 - update.Beta2));
        var (rootScale, epsilon) = ((float)update.RootScale, (float)update.Epsilon);
        var epsilons = new Vector<float>(epsilon);
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var gradient = Vector.Load(g + i);
            var mean = (Vector.Load(m + i) * beta1) + (gradient * rest1);
            var square = (Vector.Load(v + i) * beta2) + (gradient * gradient * rest2);
            mean.Store(m + i);
            square.Store(v + i);
            var denominator = (Vector.SquareRoot(square) * rootScale) + epsilons;
            ((Vector.Load(p + i) * keep) - (mean / denominator * stepSize)).Store(p + i);
        }
        for (; i < count; i++)
        {
            m[i] = (m[i] * beta1) + (g[i] * rest1);
            v[i] = (v[i] * beta2) + (g[i] * g[i] * rest2);
            p[i] = (p[i] * keep) - (m[i] / ((MathF.Sqrt(v[i]) * rootScale) + epsilon) * stepSize);
        }
    }
}
