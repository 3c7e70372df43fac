namespace ExT5.ExMix.Tests.Tasks;

public sealed class NaturalLanguageInferenceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ANLI_reads_the_same_in_all_rounds(int round)
    {
        var example = Formatted.Row("anli",
            """{"uid": "u", "premise": "Oslo is in Norway.", "hypothesis": "Oslo is a city.", "label": 1, "reason": ""}""", round);

        Assert.Equal(("anli hypothesis: Oslo is a city. premise: Oslo is in Norway.", "neutral"), (example.Input, example.Target));
    }

    [Fact]
    public void The_rounds_of_ANLI_are_splits_of_one_dataset() =>
        Assert.Equal(["train_r1", "train_r2", "train_r3"], ExMixTasks.Named("anli").Datasets.Select(dataset => dataset.SplitNames["train"]));

    [Fact]
    public void ESNLI_explains_the_label() => Formatted.Check("esnli",
        """{"premise": "A man runs.", "hypothesis": "A man moves.", "label": 0, "explanation_1": "Running is moving.", "explanation_2": "", "explanation_3": ""}""",
        "explain nli hypothesis: A man moves. premise: A man runs.", "entailment explanation: Running is moving.");

    [Fact]
    public void ESNLI_of_the_authors_files_has_several_explanations() => Formatted.Check("esnli",
        """{"pairID": "1", "gold_label": "contradiction", "Sentence1": "A man runs.", "Sentence2": "A man sleeps.", "Explanation_1": "One cannot do both.", "Explanation_2": "A sleeper lies.", "Explanation_3": "No."}""",
        "explain nli hypothesis: A man sleeps. premise: A man runs.",
        "contradiction explanation: One cannot do both. explanation: A sleeper lies. explanation: No.");

    [Fact]
    public void AgreeSum_asks_whether_the_article_says_the_summary() => Formatted.Check("agreesum",
        """{"summary": "A bridge opens.", "article": "The town closed its bridge.", "label": 0}""",
        "agreesum summary: A bridge opens. article: The town closed its bridge.", "not_entailment");

    [Fact]
    public void AgreeSum_takes_each_article_that_was_judged() => Assert.Equal(
        [("agreesum summary: S article: A", "entailment"), ("agreesum summary: S article: C", "not_entailment")],
        Formatted.Rows("agreesum", """
            {"summary": "S", "article_1": "A", "article_2": "B", "article_3": "C", "article_url_4": "",
             "entailment_label_1": "1", "entailment_label_2": "-1", "entailment_label_3": "0", "entailment_label_4": "-2"}
            """).Select(example => (example.Input, example.Target)));

    [Theory]
    [InlineData(-1)]
    [InlineData(-2)]
    public void AgreeSum_makes_no_example_of_an_article_that_was_not_judged(int label) =>
        Assert.Empty(Formatted.Rows("agreesum", $$"""{"summary": "S", "article": "A", "label": {{label}}}"""));

    [Fact]
    public void AgreeSum_without_texts_says_which_columns_to_add() => Assert.Contains("'article_1'", Assert.Throws<FormatException>(() =>
        Formatted.Rows("agreesum", """{"summary": "S", "article_url_1": "http://a", "entailment_label_1": 1}""")).Message);

    [Fact]
    public void VitaminC_writes_its_verdict() => Formatted.Check("vitaminc",
        """{"unique_id": "1", "label": "NOT ENOUGH INFO", "claim": "Ten came.", "evidence": "Some came."}""",
        "vitaminc claim: Ten came. evidence: Some came.", "NOT ENOUGH INFO");

    [Theory]
    [InlineData("entails", "entailment")]
    [InlineData("neutral", "neutral")]
    public void SciTail_names_the_label_as_the_other_sets_do(string label, string target) => Formatted.Check("scitail",
        $$"""{"premise": "Ice melts.", "hypothesis": "Ice turns to water.", "label": "{{label}}"}""",
        "scitail hypothesis: Ice turns to water. premise: Ice melts.", target);
}
