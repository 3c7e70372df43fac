namespace ExT5.Data;

/// <summary>
/// The mean of the BLEU of each sentence (<c>sentence_bleu</c>), 0-100: sacreBLEU's <c>sentence_bleu</c>. Not the BLEU of
/// the corpus, which <see cref="Bleu"/> gives.
/// </summary>
/// <param name="Bleu">How one sentence is scored; null takes sacreBLEU's default for sentences: 13a and effective order.</param>
public sealed record SentenceBleu(Bleu? Bleu = null) : IMetric
{
    private readonly Bleu _bleu = Bleu ?? new(BleuTokenizer.Mteval13a, EffectiveOrder: true);

    /// <inheritdoc />
    public double[] Measure(Prediction prediction) => [_bleu.Score(_bleu.Measure(prediction))];

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        PercentMean.Of(measurements, "sentence_bleu");
}
