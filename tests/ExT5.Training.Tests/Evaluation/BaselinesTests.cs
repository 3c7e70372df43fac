using CsCheck;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class BaselinesTests
{
    // Sums of hundreds of doubles in another order.
    private const double Rounding = 1e-9;

    private static readonly Seq2SeqTask Task = ColorTask.Registry(new Accuracy()).Task("color");

    [Fact]
    public void The_majority_answer_is_the_most_frequent_training_target_and_ties_go_by_name()
    {
        Assert.Equal(100, Score("majority", [new("a", "y"), new("b", "x"), new("c", "y")], new TextExample("q", "y")));
        Assert.Equal(100, Score("majority", [new("a", "y"), new("b", "x")], new TextExample("q", "x")));
    }

    [Fact]
    public void A_random_training_target_is_right_exactly_as_often_as_it_is_frequent_whatever_the_seed() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 1, 1].Array[1, 60], Gen.String[Gen.Char["abcd"], 1, 1].Array[1, 60], Gen.ULong).Sample((targets, right, seed) =>
        {
            var score = new Baselines(Task, new Accuracy(), [.. targets.Select(target => new TextExample("", target))], seed)
                .Score([.. right.Select(target => new TextExample("q", target))]).Single(score => score.Name == "random").Score;

            var expected = right.Average(target => 100.0 * targets.Count(each => each == target) / targets.Length);
            Assert.Equal(expected, score, Rounding);
        });

    [Fact]
    public void A_random_choice_is_right_exactly_as_often_as_there_are_choices() =>
        Gen.Select(Gen.Int[1, 8].Array[1, 40], Gen.ULong).Sample((counts, seed) =>
        {
            TextExample[] examples = [.. counts.Select(count => new TextExample("q", "0") { Choices = [.. Enumerable.Range(0, count).Select(i => $"{i}")] })];

            var score = new Baselines(ChoiceTask.Registry(task => task.ScoreWith(new Accuracy()).RankChoices()).Task("choice"), new Accuracy(), [], seed).Score(examples).Single().Score;

            Assert.Equal(counts.Average(count => 100.0 / count), score, Rounding);
        });

    [Fact]
    public void Where_targets_are_too_many_to_try_all_chance_is_still_averaged()
    {
        var training = Enumerable.Range(0, 2_000).Select(i => new TextExample("", $"{i % 2} {i}")).ToArray();
        var examples = Enumerable.Repeat(new TextExample("q", "0 x"), 400).ToArray();

        var scores = Enumerable.Range(0, 12).Select(seed => new Baselines(Task, new FirstWord(), training, (ulong)seed)
            .Score(examples).Single(score => score.Name == "random").Score).ToList();

        // One draw of 400 deviates by 2.5 points; sixteen that share no target by 0.6: 4 of them.
        Assert.All(scores, score => Assert.InRange(score, 47.5, 52.5));
        Assert.Equal(scores[0], new Baselines(Task, new FirstWord(), training, 0).Score(examples).Single(score => score.Name == "random").Score);
    }

    [Fact]
    public void Copying_answers_with_the_whole_input()
    {
        Assert.Equal(100, Score("copy", [], new TextExample("same", "same")));
    }

    [Fact]
    public void The_best_number_of_first_words_is_learnt_from_training_rows_without_their_prompt()
    {
        TextExample[] training = [new("head of: red fox runs", "red fox"), new("head of: big dog sleeps", "big dog")];

        Assert.Equal(100, Score("first 2 words", training, new TextExample("head of: old cat purrs", "old cat")));
    }

    [Fact]
    public void Without_training_rows_only_copying_is_left()
    {
        var scores = new Baselines(Task, new Accuracy(), [], seed: 1).Score([new TextExample("a", "b")]);

        Assert.Equal(["copy"], scores.Select(score => score.Name));
    }

    [Theory]
    [InlineData("nli: a b", "nli: a c", 7)]
    [InlineData("nli: apple", "nli: apricot", 5)]
    [InlineData("apple", "apricot", 0)]
    public void The_shared_prompt_ends_at_a_word(string first, string second, int expected)
    {
        Assert.Equal(expected, InputPrefix.CommonTo([new(first, ""), new(second, "")]));
    }

    private static double Score(string name, TextExample[] training, params TextExample[] examples) =>
        new Baselines(Task, new Accuracy(), training, seed: 1).Score(examples).Single(score => score.Name == name).Score;

    private sealed class FirstWord : IMetric
    {
        public double[] Measure(Prediction prediction) => [prediction.Text.StartsWith(prediction.References[0][0]) ? 100 : 0];

        public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
            [new("first", measurements.Count == 0 ? 0 : measurements.Average(each => each[0]))];
    }
}
