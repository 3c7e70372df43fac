using ExT5.Data;

namespace ExT5.ExMix.Metrics;

/// <summary>
/// Accuracy of WSC as T5 scores it (<c>wsc_simple</c>): a generated referent says "yes" when its words, without determiners
/// and case, are among those of the referent in question or the other way round. References: that referent, then
/// <c>True</c> or <c>False</c>.
/// </summary>
internal sealed record ReferentMatch : IMetric
{
    private static readonly HashSet<string> Determiners =
    [
        "a", "an", "few", "her", "his", "each", "every", "many", "much", "my", "our", "some", "that", "the", "their", "these",
        "this", "those", "which", "whose", "your",
    ];

    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = Cleaned(prediction.Text);
        if (answer.Length == 0) return [0];
        var said = SameReferent(answer, Cleaned(prediction.References[0])) ? "True" : "False";
        var right = prediction.References.Count > 1 ? prediction.References[1] : "True";
        return [said == right ? 1 : 0];
    }

    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => new Accuracy().Aggregate(measurements);

    // "Bob" is not "Bob's hat".
    private static bool SameReferent(string answer, string referent)
    {
        if (answer.Contains('\'') != referent.Contains('\'')) return false;
        var (answered, asked) = (answer.Split(' ').ToHashSet(), referent.Split(' ').ToHashSet());
        return answered.IsSubsetOf(asked) || asked.IsSubsetOf(answered);
    }

    private static string Cleaned(string text) => string.Join(' ',
        text.Trim().ToLowerInvariant().Split(' ').Where(word => !Determiners.Contains(word)));
}
