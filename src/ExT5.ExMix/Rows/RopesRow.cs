using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A question of ROPES: it applies what the background says to a situation.</summary>
internal sealed record RopesRow(string Question, string Background, string Situation, IReadOnlyList<string> Answers)
{
    public static RopesRow From(DataRow row) =>
        new(row.Text("question"), row.Text("background"), row.Text("situation"), row.Row("answers").Texts("text"));

    public TextExample Example() =>
        AcceptedAnswers.Example($"ropes question: {Question} background: {Background} situation: {Situation}", Answers);
}
