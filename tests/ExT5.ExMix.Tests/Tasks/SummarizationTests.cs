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
}
