namespace ExT5.Data.Tests;

public class LabelMetricTests
{
    private static readonly string[] Labels = MoreCases.Labels("labels");

    [Fact]
    public void Macro_F1_agrees_with_scikit_learn_where_predictions_are_no_label()
    {
        Assert.Equal(Expected("macro_f1"), Score(new MeanMulticlassF1(Labels, "macro_f1")), MoreCases.RoundingOfSums);
        Assert.Equal(Expected("mean_4class_f1"), Score(new MeanMulticlassF1(Labels)), MoreCases.RoundingOfSums);
    }

    [Fact]
    public void Some_of_the_labels_give_the_F1_of_those_alone()
    {
        Assert.Equal(Expected("macro_f1_two"), Score(new MeanMulticlassF1(Labels[..2])), MoreCases.RoundingOfSums);
        Assert.Equal(Expected("f1_one"), Score(new MeanMulticlassF1(["sad"])), MoreCases.RoundingOfSums);
    }

    [Fact]
    public void Macro_recall_agrees_with_scikit_learn() =>
        Assert.Equal(Expected("macro_recall"), Score(new MacroRecall(Labels)), MoreCases.RoundingOfSums);

    [Fact]
    public void Matthews_puts_all_texts_that_are_no_label_into_one_class_when_labels_are_named()
    {
        Assert.Equal(Expected("matthews"), Score(new MatthewsCorrelation(Labels)), MoreCases.RoundingOfSums);
        Assert.Equal(Expected("matthews_by_text"), Score(new MatthewsCorrelation()), MoreCases.RoundingOfSums);
    }

    [Fact]
    public void Lists_of_labels_agree_with_scikit_learn()
    {
        var scores = Scores.Of(new MultiLabelF1(MoreCases.Labels("multilabel")), MoreCases.Pairs("multilabel"));

        foreach (var (name, value) in scores)
            Assert.Equal(MoreCases.Number(MoreCases.Root.GetProperty("multilabel"), name), value, MoreCases.RoundingOfSums);
    }

    [Fact]
    public void A_reference_that_names_no_label_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MultiLabelF1(["joy"]).Measure(new Prediction("joy", ["joy, fear"])));

    [Fact]
    public void Labels_are_needed_and_each_is_named_once()
    {
        Assert.Throws<ArgumentException>(() => new MeanMulticlassF1([]));
        Assert.Throws<ArgumentException>(() => new MacroRecall(["yes", "yes"]));
        Assert.Throws<ArgumentException>(() => new MultiLabelF1([]));
    }

    private static double Expected(string name) => MoreCases.Number(MoreCases.Root.GetProperty("labels"), name);

    private static double Score(IMetric metric) => Scores.Of(metric, MoreCases.Pairs("labels")).Values.Single();
}
