namespace ExT5.Data;

/// <summary>
/// The share of examples whose likeliest choice is a right one (<c>accuracy</c>), 0-100: T5's <c>rank_classification</c>.
/// Of equal choices the first is taken; with several right answers any of them counts.
/// </summary>
/// <param name="Normalization">How likelihoods are made comparable; not at all by default.</param>
/// <param name="Name">The name it reports.</param>
public sealed record RankClassification(
    RankNormalization Normalization = RankNormalization.None, string Name = "accuracy") : IMetric
{
    /// <inheritdoc />
    /// <exception cref="ArgumentException">The prediction has no choices, no scores, or not one score a choice.</exception>
    public double[] Measure(Prediction prediction) =>
        [prediction.References.Contains(Best(prediction), StringComparer.Ordinal) ? 1 : 0];

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => PercentMean.Of(measurements, Name);

    /// <summary>The choice that is taken.</summary>
    /// <param name="prediction">Has choices and their scores.</param>
    /// <exception cref="ArgumentException">The prediction has no choices, no scores, or not one score a choice.</exception>
    public string Best(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (prediction.Choices is not { Count: > 0 } choices)
            throw new ArgumentException("The prediction has no choices to rank. Give TextExample.Choices.", nameof(prediction));
        var scores = OneEach(prediction.ChoiceScores, choices, nameof(Prediction.ChoiceScores));
        var best = 0;
        for (var i = 1; i < choices.Count; i++)
            if (Normalized(prediction, scores, i) > Normalized(prediction, scores, best)) best = i;
        return choices[best];
    }

    // A choice without tokens or characters is compared as if it had one.
    private double Normalized(Prediction prediction, IReadOnlyList<double> scores, int choice) => Normalization switch
    {
        RankNormalization.None => scores[choice],
        RankNormalization.Tokens => scores[choice]
            / Math.Max(1, OneEach(prediction.ChoiceTokens, prediction.Choices!, nameof(Prediction.ChoiceTokens))[choice]),
        RankNormalization.Characters => scores[choice] / Math.Max(1, prediction.Choices![choice].EnumerateRunes().Count()),
        RankNormalization.Prior => scores[choice]
            - OneEach(prediction.ChoicePriors, prediction.Choices!, nameof(Prediction.ChoicePriors))[choice],
        _ => throw new ArgumentOutOfRangeException(
            nameof(prediction), Normalization, "Use None, Tokens, Characters or Prior."),
    };

    private static IReadOnlyList<T> OneEach<T>(IReadOnlyList<T>? numbers, IReadOnlyList<string> choices, string name) =>
        numbers is not null && numbers.Count == choices.Count
            ? numbers
            : throw new ArgumentException(
                $"{name} has {(numbers is null ? "no numbers" : $"{numbers.Count} numbers")} for {choices.Count} choices. Give one for each choice.");
}
