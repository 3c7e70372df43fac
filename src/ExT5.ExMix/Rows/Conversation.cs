using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A passage and the questions that follow each other about it.</summary>
/// <param name="Id">Names the conversation.</param>
/// <param name="Passage">The passage.</param>
/// <param name="Turns">The questions in order.</param>
internal sealed record Conversation(string? Id, string Passage, IReadOnlyList<ConversationTurn> Turns)
{
    public static Conversation FromCoQA(DataRow row)
    {
        var answers = row.Row("answers").Texts("input_text");
        return new(null, row.Text("story"), [.. TurnsOf(row, answers, [.. answers.Select(answer => new[] { answer })])]);
    }

    /// <summary>QuAC teaches the teacher's answer and is scored against all annotators, answers given twice counting twice.</summary>
    public static Conversation FromQuAC(DataRow row) => new(
        row.Text("dialogue_id"), row.Text("context"), [.. TurnsOf(row, row.Row("orig_answers").Texts("texts"), row.Row("answers").TextLists("texts"))]);

    /// <summary>One example a question; the history is all questions and answers before it, parted by <c>|</c>.</summary>
    public IEnumerable<TextExample> Examples(string prefix)
    {
        var history = "";
        foreach (var turn in Turns)
        {
            yield return new($"{prefix} question: {turn.Question} context: {Passage} history:{history}", turn.Answer)
            {
                References = turn.Accepted,
                Group = Id,
            };
            history += $"{(history.Length == 0 ? "" : " |")} {turn.Question} {turn.Answer}";
        }
    }

    private static IEnumerable<ConversationTurn> TurnsOf(DataRow row, IReadOnlyList<string> answers, IReadOnlyList<IReadOnlyList<string>> accepted)
    {
        var questions = row.Texts("questions");
        if (questions.Count != answers.Count || questions.Count != accepted.Count)
            throw new FormatException($"The row has {questions.Count} questions and {Math.Min(answers.Count, accepted.Count)} answers.");
        return questions.Select((question, turn) => new ConversationTurn(
            question, answers[turn].Length > 0 ? answers[turn] : ClassLabel.Unknown, accepted[turn].Count > 0 ? accepted[turn] : [answers[turn]]));
    }
}
