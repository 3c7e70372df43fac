using System.Numerics;

namespace ExT5.Training;

/// <summary>The inner loops of factored Adafactor over one row of raw floats.</summary>
internal static unsafe class MatrixLoops
{
    private const int Run = 1024;

    /// <summary>Adds <c>g^2 + epsilon</c> to the column sums; returns its sum over the row.</summary>
    public static double AddSquares(float* g, float* columnSums, int count, float epsilon)
    {
        var total = 0.0;
        for (var start = 0; start < count; start += Run)
            total += AddSquaresOfRun(g + start, columnSums + start, Math.Min(Run, count - start), epsilon);
        return total;
    }

    /// <summary>The sum of squares of <c>g * columnFactors</c>.</summary>
    public static double SumOfSquares(float* g, float* columnFactors, int count)
    {
        var total = 0.0;
        for (var start = 0; start < count; start += Run)
            total += SumOfSquaresOfRun(g + start, columnFactors + start, Math.Min(Run, count - start));
        return total;
    }

    /// <summary>
    /// Changes a row along <c>g * columnFactors</c>, through the mean <paramref name="m"/> unless it is null.
    /// </summary>
    public static void Change(float* p, float* g, float* m, float* columnFactors, int count, ParameterChange change)
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
        {
            var step = Vector.Load(g + i) * Vector.Load(columnFactors + i) * change.Factor;
            if (m is not null)
            {
                step = (Vector.Load(m + i) * change.Old) + (step * change.New);
                step.Store(m + i);
            }
            ((Vector.Load(p + i) * change.Keep) - step).Store(p + i);
        }
        for (; i < count; i++)
        {
            var step = g[i] * columnFactors[i] * change.Factor;
            if (m is not null)
                step = m[i] = (m[i] * change.Old) + (step * change.New);
            p[i] = (p[i] * change.Keep) - step;
        }
    }

    private static float AddSquaresOfRun(float* g, float* columnSums, int count, float epsilon)
    {
        var (epsilons, sums) = (new Vector<float>(epsilon), Vector<float>.Zero);
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
        {
            var gradient = Vector.Load(g + i);
            var square = (gradient * gradient) + epsilons;
            (Vector.Load(columnSums + i) + square).Store(columnSums + i);
            sums += square;
        }
        var sum = Vector.Sum(sums);
        for (; i < count; i++)
        {
            var square = (g[i] * g[i]) + epsilon;
            columnSums[i] += square;
            sum += square;
        }
        return sum;
    }

    private static float SumOfSquaresOfRun(float* g, float* columnFactors, int count)
    {
        var sums = Vector<float>.Zero;
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
        {
            var step = Vector.Load(g + i) * Vector.Load(columnFactors + i);
            sums += step * step;
        }
        var sum = Vector.Sum(sums);
        for (; i < count; i++)
            sum += g[i] * columnFactors[i] * (g[i] * columnFactors[i]);
        return sum;
    }
}
