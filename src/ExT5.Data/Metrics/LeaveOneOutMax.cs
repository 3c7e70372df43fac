namespace ExT5.Data;

/// <summary>The mean, over leaving out one reference, of the best score against the others; one reference stays.</summary>
internal static class LeaveOneOutMax
{
    public static double Of(double[] scores) => scores.Length == 1
        ? scores[0]
        : Enumerable.Range(0, scores.Length).Average(left => scores.Where((_, i) => i != left).Max());
}
