namespace ExT5.Data;

/// <summary>
/// QuAC's word F1 (<c>f1</c>) with the shares of questions (<c>heq_q</c>) and dialogues (<c>heq_d</c>) where the system is at
/// least as good as people are, 0-100, as QuAC's official script computes them.
/// </summary>
/// <remarks>
/// <see cref="Prediction.Group"/> names the dialogue. When at least half of the references say that there is no answer, that
/// is the answer, else those references are left out. With several references the F1 averages over leaving one out; people's
/// F1 is that of each reference against the others, and questions where it is below <paramref name="LeastHumanF1"/> are left
/// out of all three values. Where the answer stands in the article is not looked at.
/// </remarks>
/// <param name="NoAnswer">The answer that says there is none.</param>
/// <param name="LeastHumanF1">Questions on which people agree less do not count; 0.4 by default.</param>
public sealed record QuacF1(string NoAnswer = "CANNOTANSWER", double LeastHumanF1 = 0.4) : IGroupedMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        string[] spans = [.. prediction.References.Where(reference => reference != NoAnswer)];
        string[] references = 2 * spans.Length <= prediction.References.Count ? [NoAnswer] : spans;
        return [MeasurementGroups.IdOf(prediction), AnswerF1(prediction.Text, references), HumanF1(references)];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        double[][] clear = [.. measurements.Where(each => each[2] >= LeastHumanF1)];
        double[][] questions = [.. clear.Select(each => new[] { each[1], each[1] >= each[2] ? 1.0 : 0 })];
        double[][] dialogues =
            [.. MeasurementGroups.Split(clear).Select(dialogue => new[] { dialogue.All(each => each[1] >= each[2]) ? 1.0 : 0 })];
        return [.. PercentMean.Of(questions, "f1", "heq_q"), .. PercentMean.Of(dialogues, "heq_d")];
    }

    private double AnswerF1(string answer, string[] references) =>
        LeaveOneOutMax.Of([.. references.Select(reference => F1(answer, reference))]);

    private double HumanF1(string[] references) => references.Length == 1
        ? 1
        : Enumerable.Range(0, references.Length).Average(left =>
            references.Where((_, i) => i != left).Max(other => F1(references[left], other)));

    private double F1(string answer, string reference)
    {
        if (reference == NoAnswer) return answer == NoAnswer ? 1 : 0;
        return new TokenF1().Measure(new Prediction(answer, [reference]))[0];
    }
}
