namespace ExT5.Data;

/// <summary>The harmonic mean of precision and recall.</summary>
internal static class FMeasure
{
    /// <param name="hits">What answer and reference share.</param>
    /// <param name="answer">Size of the answer.</param>
    /// <param name="reference">Size of the reference.</param>
    /// <returns>0 to 1; 0 when nothing is shared.</returns>
    public static double Of(double hits, double answer, double reference) =>
        hits == 0 ? 0 : 2 * hits / (answer + reference);
}
