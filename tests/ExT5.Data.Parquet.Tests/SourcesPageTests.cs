using System.Globalization;

namespace ExT5.Data.Parquet.Tests;

/// <summary>The code of docs/sources.md.</summary>
public sealed class SourcesPageTests : IDisposable
{
    private readonly Data.Tests.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Questions_of_documents_are_rows()
    {
        var folder = Path.GetDirectoryName(_folder.Write("train-v1.1.json", """
            {"data": [{"title": "t", "paragraphs": [{"context": "c", "qas": [
              {"question": "q1", "answers": [{"text": "a1"}]}, {"question": "q2", "answers": [{"text": "a2"}]}]}]}]}
            """))!;
        var questions = new JsonSource<DataRow>(Path.Combine(folder, "{split}-v1.1.json"), article => article, "data")
            .SelectMany(article => article.Rows("paragraphs"))
            .SelectMany(paragraph => paragraph.Rows("qas").Select(question =>
                new Squad(question.Text("question"), paragraph.Text("context"), question.Rows("answers")[0].Text("text"))));

        Assert.Equal([new("q1", "c", "a1"), new Squad("q2", "c", "a2")], GoldenRows.Open(questions));
    }

    [Fact]
    public void Texts_and_labels_go_side_by_side()
    {
        _folder.Write("train_labels.txt", "0\n1\n2\n");
        var folder = Path.GetDirectoryName(_folder.Write("train_text.txt", "a\n\nc\n"))!;
        var options = new FileSourceOptions { KeepBlankLines = true };
        var labels = new TextLinesSource(Path.Combine(folder, "{split}_labels.txt"), options);
        var tweets = new TextLinesSource(Path.Combine(folder, "{split}_text.txt"), options).Zip(labels, (text, label) => (text, label));

        Assert.Equal([("a", "0"), ("", "1"), ("c", "2")], GoldenRows.Open(tweets));
    }

    [Fact]
    public void Rows_come_in_whatever_format_the_files_have()
    {
        _folder.Write("train-1.csv", "premise,label\np,0");
        var folder = Path.GetDirectoryName(_folder.Write("train-2.jsonl", "{\"premise\": \"q\", \"label\": 1}"))!;
        var rows = new TableSource<(string Premise, long Label)>(
            Path.Combine(folder, "{split}*"), row => (row.Text("premise"), row.Integer("label")));

        Assert.Equal("p0 q1", string.Join(' ', GoldenRows.Open(rows).Select(row => row.Premise + row.Label.ToString(CultureInfo.InvariantCulture))));
    }

    private sealed record Squad(string Question, string Context, string Answer);
}
