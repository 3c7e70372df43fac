namespace ExT5.Data;

/// <summary>
/// Overlap of the words of answer and reference as F1 (<c>f1</c>), with the exact match (<c>em</c>) beside it;
/// each is the best over the references. The metrics of SQuAD v1.1 and, with its normalisation, of TriviaQA.
/// </summary>
/// <param name="Normalization">What is done to both first; SQuAD's by default.</param>
/// <remarks>As in the official script, an answer without words has F1 0 even if the reference has none either.</remarks>
public sealed record TokenF1(AnswerNormalization Normalization = AnswerNormalization.Squad) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = NormalizedAnswer.Of(prediction.Text, Normalization);
        var answerWords = Words.Split(answer);
        double f1 = 0, exact = 0;
        foreach (var text in prediction.References)
        {
            var reference = NormalizedAnswer.Of(text, Normalization);
            if (reference == answer) exact = 1;
            f1 = Math.Max(f1, Overlap(answerWords, Words.Split(reference)));
        }
        return [f1, exact];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        PercentMean.Of(measurements, "f1", "em");

    private static double Overlap(List<string> answer, List<string> reference)
    {
        var shared = NgramCounts.Of(answer, 1).SharedWith(NgramCounts.Of(reference, 1));
        return FMeasure.Of(shared, answer.Count, reference.Count);
    }
}
