using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A row of any KILT task: a text to answer and the accepted answers (Petroni et al., 2021).</summary>
internal sealed record KiltRow(string Input, IReadOnlyList<string> Answers)
{
    /// <summary>KILT also lists outputs that only point at evidence; they hold no answer.</summary>
    public static KiltRow From(DataRow row) => new(
        row.Text("input"),
        [.. row.Rows("output").Where(output => output.Has("answer") && !output.IsNull("answer")).Select(output => output.Text("answer"))]);

    /// <summary>TriviaQA's licence keeps its questions out of KILT; they come from TriviaQA by the row's id.</summary>
    public static KiltRow FromTriviaQA(DataRow row) => From(row) is { Input.Length: > 0 } joined
        ? joined
        : throw new FormatException(
            $"The row '{row.Text("id")}' has no question: KILT gives TriviaQA's answers only. Put the question with this "
            + "question_id of mandarjoshi/trivia_qa (unfiltered.nocontext) into the column 'input' and use the joined files.");

    public TextExample After(string prefix) => AcceptedAnswers.Example(prefix + Input, Answers);
}
