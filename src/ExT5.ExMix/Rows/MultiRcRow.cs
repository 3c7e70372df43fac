using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>One answer to one question of MultiRC; a row of the Hub, or one of many in a row of SuperGLUE's download.</summary>
internal sealed record MultiRcRow(string Paragraph, string Question, string Answer, string Label, long QuestionIndex)
{
    public static IReadOnlyList<MultiRcRow> AllFrom(DataRow row, ClassLabel labels)
    {
        if (!row.Has("passage"))
            return
            [
                new(row.Text("paragraph"), row.Text("question"), row.Text("answer"), labels.Of(row), row.Row("idx").Integer("question")),
            ];
        var passage = row.Row("passage");
        return
        [
            .. from question in passage.Rows("questions")
               from answer in question.Rows("answers")
               select new MultiRcRow(
                   passage.Text("text"), question.Text("question"), answer.Text("text"), SuperGlueLabel.Of(answer, labels), question.Integer("idx")),
        ];
    }
}
