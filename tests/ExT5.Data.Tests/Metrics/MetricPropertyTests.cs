using CsCheck;

namespace ExT5.Data.Tests;

public class MetricPropertyTests
{
    private const double RoundingOfSums = 1e-9;

    private static readonly IMetric[] TextMetrics =
    [
        new Accuracy(), new ExactMatch(), new ExactMatch(AnswerNormalization.Squad), new TokenF1(),
        new TokenF1(AnswerNormalization.TriviaQA), new Rouge(), new Rouge(Stem: true), new Bleu(),
        new Bleu(BleuTokenizer.Mteval13a), new MeanMulticlassF1(["yes", "no"]), new EditDistance(),
        new MatthewsCorrelation(), new PearsonCorrelation(), new SpearmanCorrelation(), new MatthewsCorrelation(["yes", "no"]),
        new Bleu(BleuTokenizer.Character, BleuSmoothing.AddK), new Bleu(Smoothing: BleuSmoothing.Floor, EffectiveOrder: true),
        new SentenceBleu(), new ChrF(), new ChrF(WordOrders: 2), new Meteor(Gamma: 0), new CoqaF1(), new CoqaF1(LeaveOneOut: true), new QuacF1(LeastHumanF1: 0),
        new MacroRecall(["yes", "no"]), new SlotF1(), new LogicalFormMatch(), new DropF1(), new GroupExactMatch(),
        new FirstOfGroup(new TokenF1()), new GroupMean(new Rouge()), new ExplanationLabel(new Accuracy()), new RocAuc("yes"),
        new MeanReciprocalRank("yes"),
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String, Gen.OneOf("yes", "no", "3.5", "the cat sat on the mat .", "Ähnlich 😀 ½", "\ud800", ""));

    private static readonly Gen<Prediction> AnyPrediction = Gen.Select(Text, Text.Array[1, 3], (text, references) =>
        new Prediction(text, references));

    [Fact]
    public void Scores_stay_on_their_scale() => AnyPrediction.Array[0, 8].Sample(predictions =>
        TextMetrics.Where(metric => metric is not EditDistance).All(metric =>
            Scores.Of(metric, predictions).Values.All(score =>
                score <= 100 + RoundingOfSums && score >= (IsSigned(metric) ? -100 - RoundingOfSums : 0))));

    [Fact]
    public void The_order_of_examples_does_not_matter() => AnyPrediction.Array[0, 8].Sample(predictions =>
        TextMetrics.All(metric =>
        {
            var reversed = Scores.Of(metric, predictions.Reverse());
            return Scores.Of(metric, predictions).All(each => Math.Abs(each.Value - reversed[each.Key]) < RoundingOfSums);
        }));

    [Fact]
    public void A_perfect_answer_of_four_words_scores_100() =>
        Gen.OneOf("red", "blue", "ran", "ten", "42").Array[4, 12].Sample(words =>
        {
            var text = string.Join(' ', words);
            return TextMetrics.Where(IsOfTextAlone).All(metric =>
                Scores.Of(metric, text, "something else", text).Values.All(score => Math.Abs(score - 100) < RoundingOfSums));
        });

    [Fact]
    public void Measurements_of_a_metric_are_all_of_one_length() => AnyPrediction.Array[2].Sample(pair =>
        TextMetrics.All(metric => metric.Measure(pair[0]).Length == metric.Measure(pair[1]).Length));

    [Fact]
    public void No_examples_give_every_value_as_0() =>
        Assert.All(TextMetrics, metric => Assert.All(metric.Aggregate([]), value => Assert.Equal(0, value.Value)));

    // The others look at labels, at all references, or at the first alone.
    private static bool IsOfTextAlone(IMetric metric) => !IsSigned(metric) && metric is not (
        EditDistance or MeanMulticlassF1 or MacroRecall or RocAuc or MeanReciprocalRank or QuacF1 or SlotF1 or CoqaF1 { LeaveOneOut: true });

    private static bool IsSigned(IMetric metric) => metric is MatthewsCorrelation or PearsonCorrelation or SpearmanCorrelation;
}
