using System.Numerics;

namespace ExT5.Training;

/// <summary>Sums over raw floats: short runs in float32 vectors, runs added up in double.</summary>
internal static unsafe class FloatLoops
{
    /// <summary>
    /// Elements summed in float32 before they go into a double; keeps the error below 1e-6 of the sum.
    /// </summary>
    private const int Run = 1024;

    public static double SumOfSquares(float* x, int count)
    {
        var total = 0.0;
        for (var start = 0; start < count; start += Run)
            total += SumOfSquaresOfRun(x + start, Math.Min(Run, count - start));
        return total;
    }

    private static float SumOfSquaresOfRun(float* x, int count)
    {
        var (first, second) = (Vector<float>.Zero, Vector<float>.Zero);
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - (2 * width); i += 2 * width)
        {
            var (a, b) = (Vector.Load(x + i), Vector.Load(x + i + width));
            first += a * a;
            second += b * b;
        }
        var sum = Vector.Sum(first + second);
        for (; i < count; i++)
            sum += x[i] * x[i];
        return sum;
    }
}
