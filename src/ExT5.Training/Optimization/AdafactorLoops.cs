using System.Numerics;

namespace ExT5.Training;

/// <summary>The inner loops of unfactored Adafactor over raw floats.</summary>
internal static unsafe class AdafactorLoops
{
    private const int Run = 1024;

    /// <summary>Moves mean squares on; returns the sum of squares of <c>g / sqrt(v)</c>.</summary>
    public static double AdvanceElements(float* g, float* v, int count, AdafactorUpdate update)
    {
        var total = 0.0;
        for (var start = 0; start < count; start += Run)
            total += AdvanceRun(g + start, v + start, Math.Min(Run, count - start), update);
        return total;
    }

    /// <summary>
    /// Changes the parameter along <c>g / sqrt(v)</c>, through the mean <paramref name="m"/> unless it is null.
    /// </summary>
    public static void ChangeElements(float* p, float* g, float* v, float* m, int count, ParameterChange change)
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
        {
            var step = Vector.Load(g + i) / Vector.SquareRoot(Vector.Load(v + i)) * change.Factor;
            if (m is not null)
            {
                step = (Vector.Load(m + i) * change.Old) + (step * change.New);
                step.Store(m + i);
            }
            ((Vector.Load(p + i) * change.Keep) - step).Store(p + i);
        }
        for (; i < count; i++)
        {
            var step = g[i] / MathF.Sqrt(v[i]) * change.Factor;
            if (m is not null)
                step = m[i] = (m[i] * change.Old) + (step * change.New);
            p[i] = (p[i] * change.Keep) - step;
        }
    }

    private static float AdvanceRun(float* g, float* v, int count, AdafactorUpdate update)
    {
        var (decay, rest) = ((float)update.Decay, (float)(1 - update.Decay));
        var epsilon = (float)update.Options.GradientEpsilon;
        var (epsilons, sums) = (new Vector<float>(epsilon), Vector<float>.Zero);
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
        {
            var gradient = Vector.Load(g + i);
            var square = (gradient * gradient) + epsilons;
            var mean = (Vector.Load(v + i) * decay) + (square * rest);
            mean.Store(v + i);
            sums += gradient * gradient / mean;
        }
        var sum = Vector.Sum(sums);
        for (; i < count; i++)
        {
            v[i] = (v[i] * decay) + (((g[i] * g[i]) + epsilon) * rest);
            sum += g[i] * g[i] / v[i];
        }
        return sum;
    }
}
