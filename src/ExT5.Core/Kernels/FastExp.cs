using System.Numerics;

namespace ExT5.Core;

/// <summary>
/// <c>e^x</c> in float32 to 2 units of the last place: <c>2^n e^r</c> with a polynomial of degree 6 for
/// <c>|r| &lt; ln 2 / 2</c> (constants of the Cephes library). Beyond the range of float32 it stays at the border; NaN stays.
/// </summary>
internal static class FastExp
{
    private const float Highest = 88.3f;
    private const float Lowest = -87.3f;

    public static Vector<float> Of(Vector<float> x)
    {
        // A NaN fails both comparisons and passes through.
        x = Vector.ConditionalSelect(Vector.GreaterThan(x, new(Highest)), new(Highest), x);
        x = Vector.ConditionalSelect(Vector.LessThan(x, new(Lowest)), new(Lowest), x);
        var n = Vector.Floor(x * new Vector<float>(1.44269504f) + new Vector<float>(0.5f));
        var r = x - n * new Vector<float>(0.693359375f) - n * new Vector<float>(-2.12194440e-4f);
        var p = new Vector<float>(1.9875691500e-4f);
        p = p * r + new Vector<float>(1.3981999507e-3f);
        p = p * r + new Vector<float>(8.3334519073e-3f);
        p = p * r + new Vector<float>(4.1665795894e-2f);
        p = p * r + new Vector<float>(1.6666665459e-1f);
        p = p * r + new Vector<float>(5.0000001201e-1f);
        p = p * r * r + r + Vector<float>.One;
        var power = (Vector.ConvertToInt32(n) + new Vector<int>(127)) << 23;
        return p * Vector.As<int, float>(power);
    }
}
