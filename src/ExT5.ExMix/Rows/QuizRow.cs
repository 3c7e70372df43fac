using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A summary of a news article with a question and answer made of it (Lelkes et al., 2021).</summary>
internal sealed record QuizRow(string Summary, string Question, string Answer)
{
    public static QuizRow From(DataRow row) => row.Has("summary")
        ? new(row.Text("summary"), row.Text("question"), row.Text("answer"))
        : throw new FormatException(
            "There is no column 'summary': NewsQuizQA publishes the addresses of its articles only (column 'url'). "
            + "Add a column 'summary' with a summary of each article.");

    public TextExample Example() => new($"quiz: {Summary}", $"question: {Question} answer: {Answer}");
}
