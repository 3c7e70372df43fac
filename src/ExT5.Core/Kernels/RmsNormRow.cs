using System.Numerics;

namespace ExT5.Core;

/// <summary>The arithmetic of one row of the norm.</summary>
internal static unsafe class RmsNormRow
{
    public static void Forward(float* x, float* weight, float* y, int width, float epsilon)
    {
        var inverse = Inverse(x, width, epsilon);
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Store(Vector.Load(x + i) * inverse * Vector.Load(weight + i), y + i);
        for (; i < width; i++)
            y[i] = x[i] * inverse * weight[i];
    }

    /// <summary>Writes <paramref name="dx"/> and adds to <paramref name="dw"/>.</summary>
    public static void Backward(float* x, float* weight, float* gradient, float* dx, float* dw, int width, float epsilon)
    {
        var inverse = Inverse(x, width, epsilon);
        var (sum, i) = (Vector<float>.Zero, 0);
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
            sum += Vector.Load(gradient + i) * Vector.Load(weight + i) * Vector.Load(x + i);
        var total = Vector.Sum(sum);
        for (; i < width; i++)
            total += gradient[i] * weight[i] * x[i];
        var pull = total / width * inverse * inverse;

        for (i = 0; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var (value, upstream) = (Vector.Load(x + i), Vector.Load(gradient + i));
            Vector.Store((upstream * Vector.Load(weight + i) - value * pull) * inverse, dx + i);
            Vector.Store(Vector.Load(dw + i) + upstream * value * inverse, dw + i);
        }

        for (; i < width; i++)
        {
            dx[i] = (gradient[i] * weight[i] - x[i] * pull) * inverse;
            dw[i] += gradient[i] * x[i] * inverse;
        }
    }

    private static float Inverse(float* x, int width, float epsilon)
    {
        var (sum, i) = (Vector<float>.Zero, 0);
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
            sum += Vector.Load(x + i) * Vector.Load(x + i);
        var total = Vector.Sum(sum);
        for (; i < width; i++)
            total += x[i] * x[i];
        return 1 / MathF.Sqrt(total / width + epsilon);
    }
}
