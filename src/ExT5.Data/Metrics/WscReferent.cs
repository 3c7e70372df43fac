namespace ExT5.Data;

/// <summary>
/// Winograd schemas where the model writes what the pronoun stands for (<c>accuracy</c>), 0-100: T5's <c>wsc_simple</c>. Case
/// and determiners are ignored; the words of one side must all be in the other, so "bunny" names "the fuzzy bunny"; an
/// apostrophe on one side only, as in "Bob" and "Bob's hat", is no match; nothing written is always wrong.
/// </summary>
/// <remarks>
/// The first reference is the noun phrase. A second one tells whether the pronoun stands for it; without it, it does.
/// Words are parted by single spaces, as in T5.
/// </remarks>
/// <param name="NotReferent">The second reference of a noun phrase that the pronoun does not stand for.</param>
public sealed record WscReferent(string NotReferent = "False") : IMetric
{
    private static readonly HashSet<string> Determiners = new(
        ("a an few her his each every many much my our some that the their these this those which whose your").Split(' '),
        StringComparer.Ordinal);

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var isReferent = prediction.References.Count < 2 || prediction.References[1] != NotReferent;
        var words = Clean(prediction.Text);
        return [words is not [""] && Names(words, Clean(prediction.References[0])) == isReferent ? 1 : 0];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        PercentMean.Of(measurements, "accuracy");

    private static bool Names(string[] words, string[] referent) =>
        HasApostrophe(words) == HasApostrophe(referent)
        && (words.All(referent.Contains) || referent.All(words.Contains));

    private static bool HasApostrophe(string[] words) =>
        words.Any(word => word.Contains('\'', StringComparison.Ordinal));

    // A text of determiners alone is one empty word, which is in no other text.
    private static string[] Clean(string text) => string.Join(
        ' ', Words.Lower(text.Trim()).Split(' ').Where(word => !Determiners.Contains(word))).Split(' ');
}
