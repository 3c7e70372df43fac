using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A question without context and its accepted answers.</summary>
internal sealed record QuestionRow(string Question, IReadOnlyList<string> Answers)
{
    public static QuestionRow From(DataRow row, string answers) => new(row.Text("question"), row.Texts(answers));

    public TextExample After(string prefix) => AcceptedAnswers.Example(prefix + Question, Answers);
}
