namespace ExT5.Data.Tests;

public class TextExampleTests
{
    [Fact]
    public void References_are_the_target_unless_given()
    {
        var example = new TextExample("a", "b");

        Assert.Equal(["b"], example.References);
    }

    [Fact]
    public void A_null_text_is_refused_by_name()
    {
        var example = new TextExample("a", "b");

        Assert.Equal("Input", Assert.Throws<ArgumentNullException>(() => new TextExample(null!, "b")).ParamName);
        Assert.Equal("Target", Assert.Throws<ArgumentNullException>(() => new TextExample("a", null!)).ParamName);
        Assert.Equal("Target", Assert.Throws<ArgumentNullException>(() => example with { Target = null! }).ParamName);
        Assert.Contains("References[1]", Assert.Throws<ArgumentNullException>(() => example with { References = ["a", null!] }).Message, StringComparison.Ordinal);
        Assert.Contains("Choices[0]", Assert.Throws<ArgumentNullException>(() => example with { Choices = [null!] }).Message, StringComparison.Ordinal);
        Assert.Equal(["b"], (example with { References = null }).References);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_format_that_gives_null_names_file_line_and_what_is_null(bool templates)
    {
        using var folder = new TemporaryFolder();
        folder.Write("train.jsonl", "{\"text\":\"a\",\"answer\":\"b\"}\n{\"text\":\"a\",\"answr\":\"b\"}\n");
        Func<Lax, TextExample> format = row => new TextExample(row.Text, row.Answer!);
        var task = Seq2SeqTask.Create<Lax>("lax", each => _ = templates
            ? each.ReadFrom(new JsonLinesSource<Lax>(folder["train.jsonl"])).FormatWith(new PromptTemplate<Lax>("a", format), new PromptTemplate<Lax>("b", format))
            : each.ReadFrom(new JsonLinesSource<Lax>(folder["train.jsonl"])).Format(format));
        var rows = await task.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

        var error = Assert.Throws<DataSourceException>(() => rows[^1]);

        Assert.Equal((folder["train.jsonl"], 2), (error.Path, error.Line));
        Assert.Contains("'Target' of an example is null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_null_is_no_row()
    {
        var task = Seq2SeqTask.Create<string>("nulls", each => each.ReadFrom(new InMemorySource<string>([null!])).Format(row => new TextExample(row, row)));
        var rows = await task.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

        Assert.Equal("The row is null.", Assert.Throws<FormatException>(() => rows[0]).Message);
    }

    internal sealed record Lax(string Text, string? Answer);
}
