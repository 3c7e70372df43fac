namespace ExT5.Data;

/// <summary>
/// METEOR of Lavie and Agarwal (2007) with NLTK's numbers and its two stages exact word and Porter stem, without the stage of
/// WordNet synonyms, so scores are at most those of NLTK with WordNet. The mean over the examples (<c>meteor</c>), 0-100;
/// with several references each example takes its best.
/// </summary>
/// <param name="Alpha">Weight of recall against precision, 0 to 1; 0.9 by default.</param>
/// <param name="Beta">Shape of the penalty for fragments; 3 by default.</param>
/// <param name="Gamma">The greatest penalty, 0 to 1; 0.5 by default.</param>
/// <param name="Tokenizer">How words are cut; sacreBLEU's <c>13a</c> by default. NLTK takes words already cut.</param>
public sealed record Meteor(
    double Alpha = 0.9, double Beta = 3, double Gamma = 0.5, BleuTokenizer Tokenizer = BleuTokenizer.Mteval13a) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = WordsOf(prediction.Text);
        return [prediction.References.Max(reference => Score(answer, WordsOf(reference)))];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        PercentMean.Of(measurements, "meteor");

    private List<string> WordsOf(string text) => BleuWords.Of(Words.Lower(text), Tokenizer);

    private double Score(List<string> answer, List<string> reference)
    {
        var alignment = new MeteorAlignment(answer, reference);
        if (alignment.Matches == 0) return 0;
        double precision = (double)alignment.Matches / answer.Count, recall = (double)alignment.Matches / reference.Count;
        var mean = precision * recall / (Alpha * precision + (1 - Alpha) * recall);
        return mean * (1 - Gamma * Math.Pow((double)alignment.Chunks / alignment.Matches, Beta));
    }
}
