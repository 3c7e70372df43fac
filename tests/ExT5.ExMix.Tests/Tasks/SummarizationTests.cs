namespace ExT5.ExMix.Tests.Tasks;

public sealed class SummarizationTests
{
    [Theory]
    [InlineData("cnn_dailymail", "article", "highlights")]
    [InlineData("xsum", "document", "summary")]
    [InlineData("multi_news", "document", "summary")]
    [InlineData("aeslc", "email_body", "subject_line")]
    [InlineData("gigaword", "document", "summary")]
    [InlineData("samsum", "dialogue", "summary")]
    public void A_set_reads_its_own_columns(string task, string document, string summary) => Formatted.Check(task,
        $$"""{"id": "1", "{{document}}": "It rained. All day.", "{{summary}}": "Rain."}""", "summarize: It rained. All day.", "Rain.");

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void The_row_of_SAMSum_without_dialogue_is_left_out(string dialogue) =>
        Assert.Empty(Formatted.Rows("samsum", $$"""{"id": "1", "dialogue": {{dialogue}}, "summary": "Nothing."}"""));
}
