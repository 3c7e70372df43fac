namespace ExT5.Data;

/// <summary>
/// Another metric on the first explanation, what stands between the first <c> explanation: </c> and the next one, of
/// prediction and references; a text without an explanation has the empty one. WT5 scores it by <see cref="Bleu"/>.
/// </summary>
/// <param name="Metric">Scores the explanations.</param>
/// <param name="Separator">Stands between label and explanation.</param>
public sealed record ExplanationText(IMetric Metric, string Separator = " explanation: ") : PartMetric(Metric)
{
    /// <inheritdoc />
    protected override string PartOf(string text) => text.Split(Separator) is [_, var explanation, ..] ? explanation : "";
}
