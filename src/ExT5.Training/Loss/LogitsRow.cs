using System.Numerics;

namespace ExT5.Training;

/// <summary>The logits x of one place and what its loss needs of them.</summary>
internal unsafe ref struct LogitsRow(float* x, int vocabulary)
{
    private const int Run = 1024;

    private double _sumOfExponentials;
    private double _sumOfLogits;
    private float _highest = Highest(x, vocabulary);

    private readonly double LogNormalizer => _highest + Math.Log(_sumOfExponentials);

    /// <summary>Writes <c>exp(x - max x)</c> and adds it up, with the logits themselves.</summary>
    public void Exponentiate(float* exponentials)
    {
        for (var start = 0; start < vocabulary; start += Run)
        {
            var count = Math.Min(Run, vocabulary - start);
            var (sum, logits) = ExponentiateRun(x + start, exponentials + start, count, _highest);
            _sumOfExponentials += sum;
            _sumOfLogits += logits;
        }
    }

    public readonly float CrossEntropy(int target) => (float)(LogNormalizer - x[target]);

    public readonly float Loss(int target, CrossEntropyTerms terms)
    {
        var (lse, e) = (LogNormalizer, terms.LabelSmoothing);
        var smoothed = ((1 - e) * (lse - x[target])) + (e * (lse - (_sumOfLogits / vocabulary)));
        return (float)(smoothed + (terms.ZLoss * lse * lse));
    }

    /// <summary>Turns exponentials into the gradient of the scaled loss by the logits.</summary>
    public readonly void Differentiate(float* exponentials, int target, float scale, CrossEntropyTerms terms)
    {
        var factor = (float)(scale * (1 + (2 * terms.ZLoss * LogNormalizer)) / _sumOfExponentials);
        var spread = (float)(scale * terms.LabelSmoothing / vocabulary);
        var spreads = new Vector<float>(spread);
        var i = 0;
        for (; i <= vocabulary - Vector<float>.Count; i += Vector<float>.Count)
            ((Vector.Load(exponentials + i) * factor) - spreads).Store(exponentials + i);
        for (; i < vocabulary; i++)
            exponentials[i] = (exponentials[i] * factor) - spread;
        exponentials[target] -= (float)(scale * (1 - terms.LabelSmoothing));
    }

    private static (float Exponentials, float Logits) ExponentiateRun(float* x, float* y, int count, float highest)
    {
        var highests = new Vector<float>(highest);
        var (exponentials, logits) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = Vector.Load(x + i);
            var exponential = Vector.Exp(value - highests);
            exponential.Store(y + i);
            exponentials += exponential;
            logits += value;
        }
        var (sum, sumOfLogits) = (Vector.Sum(exponentials), Vector.Sum(logits));
        for (; i < count; i++)
        {
            y[i] = MathF.Exp(x[i] - highest);
            sum += y[i];
            sumOfLogits += x[i];
        }
        return (sum, sumOfLogits);
    }

    private static float Highest(float* x, int count)
    {
        var highest = x[0];
        var i = 0;
        if (count >= Vector<float>.Count)
        {
            var highests = Vector.Load(x);
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
                highests = Vector.Max(highests, Vector.Load(x + i));
            for (var lane = 0; lane < Vector<float>.Count; lane++)
                highest = MathF.Max(highest, highests[lane]);
        }
        for (; i < count; i++)
            highest = MathF.Max(highest, x[i]);
        return highest;
    }
}
