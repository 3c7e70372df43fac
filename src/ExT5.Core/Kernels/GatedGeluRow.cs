using System.Numerics;

namespace ExT5.Core;

/// <summary>
/// The arithmetic of one row of <c>gelu(a) * b</c> with the tanh form of GELU (Hendrycks and Gimpel 2016), written as
/// <c>a s</c>, <c>s = sigmoid(2 c (a + k a^3))</c>.
/// </summary>
internal static unsafe class GatedGeluRow
{
    private const float TwiceC = 1.5957691216f; // 2 sqrt(2 / pi)
    private const float K = 0.044715f;

    public static void Forward(float* a, float* b, float* y, int width)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = Vector.Load(a + i);
            Vector.Store(value * Sigmoid(Inner(value)) * Vector.Load(b + i), y + i);
        }

        for (; i < width; i++)
            y[i] = a[i] * Sigmoid(Inner(a[i])) * b[i];
    }

    public static void Backward(float* a, float* b, float* gradient, float* da, float* db, int width)
    {
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var (value, upstream) = (Vector.Load(a + i), Vector.Load(gradient + i));
            var sigmoid = Sigmoid(Inner(value));
            var slope = (new Vector<float>(TwiceC) + value * value * (3 * TwiceC * K)) * value;
            var derivative = sigmoid + slope * sigmoid * (Vector<float>.One - sigmoid);
            Vector.Store(upstream * value * sigmoid, db + i);
            Vector.Store(upstream * Vector.Load(b + i) * derivative, da + i);
        }

        for (; i < width; i++)
        {
            var (value, sigmoid) = (a[i], Sigmoid(Inner(a[i])));
            var slope = (TwiceC + value * value * (3 * TwiceC * K)) * value;
            (db[i], da[i]) = (gradient[i] * value * sigmoid, gradient[i] * b[i] * (sigmoid + slope * sigmoid * (1 - sigmoid)));
        }
    }

    private static Vector<float> Inner(Vector<float> a) => a * (new Vector<float>(TwiceC) + a * a * (TwiceC * K));

    private static float Inner(float a) => a * (TwiceC + a * a * (TwiceC * K));

    private static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + FastExp.Of(-x));

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
