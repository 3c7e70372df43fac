namespace ExT5.ExMix.Tests.Tasks;

public sealed class DialogueAndStyleTests
{
    [Fact]
    public void CANARD_rewrites_a_question_by_its_history() => Formatted.Check("canard_query_rewrite",
        """{"History": ["Ann Li", "Life", "Was she born in Rome?", "Yes."], "QuAC_dialog_id": "C", "Question": "When?", "Question_no": 2, "Rewrite": "When was Ann Li born?"}""",
        "canard history: Ann Li | Life | Was she born in Rome? | Yes. question: When?", "When was Ann Li born?");

    [Fact]
    public void Modern_English_becomes_Shakespeare_s() => Formatted.Check("shakespeare_style",
        """{"modern": "You go .", "original": "Thou goest ."}""", "shakespearize: You go .", "Thou goest .");

    [Theory]
    [InlineData(0, "styleptb to future: ")]
    [InlineData(3, "styleptb active to passive: ")]
    [InlineData(20, "styleptb most frequent synonym replacement: ")]
    public void StylePTB_names_the_transfer_of_each_of_its_21_sets(int dataset, string prefix)
    {
        var example = Formatted.Row("styleptb", """{"0": "He ran", "1": "He will run"}""", dataset);

        Assert.Equal((prefix + "He ran", "He will run"), (example.Input, example.Target));
        Assert.Equal(21, ExMixTasks.Named("styleptb").Datasets.Distinct().Count());
    }

    [Fact]
    public void A_quiz_is_made_of_a_summary() => Formatted.Check("news_quiz_qa",
        """{"url": "https://example.org", "summary": "Ann won.", "question": "Who won?", "answer": "Ann"}""",
        "quiz: Ann won.", "question: Who won? answer: Ann");

    [Fact]
    public void A_quiz_without_summary_says_what_is_missing()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Row("news_quiz_qa", """{"url": "u", "question": "Who?", "answer": "Ann"}"""));

        Assert.Contains("Add a column 'summary'", error.Message);
    }
}
