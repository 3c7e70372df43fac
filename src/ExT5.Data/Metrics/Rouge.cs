namespace ExT5.Data;

/// <summary>
/// ROUGE-1, ROUGE-2, ROUGE-L and summary-level ROUGE-L (<c>rougeLsum</c>) of Lin (2004): the mean F-measure over the
/// examples, as Google's <c>rouge_score</c> computes it; with several references each score is the best of them.
/// Sentences are lines; as in T5, <c>" . "</c> also ends one.
/// </summary>
/// <param name="Stem">
/// Compare Porter stems instead of words. Off by default, as in T5's <c>metrics.rouge</c>; papers often report it on.
/// </param>
public sealed record Rouge(bool Stem = false) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = new RougeText(prediction.Text, Stem);
        var best = new double[4];
        foreach (var reference in prediction.References)
        {
            var scores = answer.Score(new RougeText(reference, Stem));
            for (var i = 0; i < best.Length; i++) best[i] = Math.Max(best[i], scores[i]);
        }
        return best;
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        PercentMean.Of(measurements, "rouge1", "rouge2", "rougeL", "rougeLsum");
}
