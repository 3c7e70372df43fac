namespace ExT5.Data.Tests;

public class QuacF1Tests
{
    private static Prediction Question(string dialogue, string text, params string[] references) =>
        new(text, references) { Group = dialogue };

    [Fact]
    public void Questions_and_dialogues_where_the_system_is_as_good_as_people_are_counted()
    {
        var scores = Scores.Of(new QuacF1(),
        [
            Question("d1", "red boat", "red boat"), Question("d1", "red", "red boat"), Question("d2", "blue", "blue", "blue"),
        ]);

        // F1: 1, 2/3 and 1; people reach 1 each time.
        Assert.Equal(100 * (1 + 2.0 / 3 + 1) / 3, scores["f1"], MoreCases.RoundingOfSums);
        Assert.Equal(200.0 / 3, scores["heq_q"], MoreCases.RoundingOfSums);
        Assert.Equal(50, scores["heq_d"], MoreCases.RoundingOfSums);
    }

    [Fact]
    public void Half_of_the_references_decide_that_there_is_no_answer()
    {
        var metric = new QuacF1();

        Assert.Equal(1, metric.Measure(Question("d", "CANNOTANSWER", "CANNOTANSWER", "red"))[1]);
        Assert.Equal(0, metric.Measure(Question("d", "red", "CANNOTANSWER", "red"))[1]);
        Assert.Equal(1, metric.Measure(Question("d", "red", "CANNOTANSWER", "red", "red"))[1]);
    }

    [Fact]
    public void Questions_on_which_people_disagree_do_not_count() =>
        Assert.Equal(100, Scores.Of(new QuacF1(), [Question("d", "x", "red", "blue"), Question("d", "green", "green")])["f1"]);
}
