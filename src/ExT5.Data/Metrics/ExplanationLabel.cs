namespace ExT5.Data;

/// <summary>
/// Another metric on the label before the first <c> explanation: </c> of prediction and references, as in WT5
/// (Narang et al., 2020); a text without an explanation is all label.
/// </summary>
/// <param name="Metric">Scores the labels.</param>
/// <param name="Separator">Stands between label and explanation.</param>
public sealed record ExplanationLabel(IMetric Metric, string Separator = " explanation: ") : PartMetric(Metric)
{
    /// <inheritdoc />
    protected override string PartOf(string text)
    {
        var place = text.IndexOf(Separator, StringComparison.Ordinal);
        return place < 0 ? text : text[..place];
    }
}
