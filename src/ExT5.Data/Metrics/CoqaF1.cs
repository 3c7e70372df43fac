namespace ExT5.Data;

/// <summary>
/// CoQA's word F1 (<c>f1</c>) and exact match (<c>em</c>), the best over the references, 0-100. Unlike
/// <see cref="TokenF1"/>, two sides without words agree.
/// </summary>
/// <param name="LeaveOneOut">
/// With several references, average over leaving one out, as CoQA's official script does so that people and systems are
/// compared alike; off by default, as in T5's <c>coqa_f1</c>.
/// </param>
public sealed record CoqaF1(bool LeaveOneOut = false) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = Words.Split(NormalizedAnswer.Of(prediction.Text, AnswerNormalization.Squad));
        var references = prediction.References
            .Select(text => Words.Split(NormalizedAnswer.Of(text, AnswerNormalization.Squad))).ToList();
        return
        [
            Best(references, reference => Overlap(answer, reference)),
            Best(references, reference => answer.SequenceEqual(reference) ? 1 : 0),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => PercentMean.Of(measurements, "f1", "em");

    private double Best(List<List<string>> references, Func<List<string>, double> score) => LeaveOneOut
        ? LeaveOneOutMax.Of([.. references.Select(score)])
        : references.Max(score);

    private static double Overlap(List<string> answer, List<string> reference) => answer.Count + reference.Count == 0
        ? 1
        : FMeasure.Of(NgramCounts.Of(answer, 1).SharedWith(NgramCounts.Of(reference, 1)), answer.Count, reference.Count);
}
