using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class BaselinesTests
{
    private static readonly Seq2SeqTask Task = ColorTask.Registry(new Accuracy()).Task("color");

    [Fact]
    public void The_majority_answer_is_the_most_frequent_training_target_and_ties_go_by_name()
    {
        Assert.Equal(100, Score("majority", [new("a", "y"), new("b", "x"), new("c", "y")], new TextExample("q", "y")));
        Assert.Equal(100, Score("majority", [new("a", "y"), new("b", "x")], new TextExample("q", "x")));
    }

    [Fact]
    public void A_random_training_target_is_right_as_often_as_it_is_frequent()
    {
        TextExample[] training = [new("a", "x"), new("b", "x"), new("c", "x"), new("d", "y")];
        var examples = Enumerable.Repeat(new TextExample("q", "x"), 4000).ToArray();

        var score = Score("random", training, examples);

        // Standard deviation of the mean of 4,000 draws at p = 3/4 is 0.7 points: 4 of them.
        Assert.InRange(score, 72.2, 77.8);
        Assert.Equal(score, Score("random", training, examples));
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
}
