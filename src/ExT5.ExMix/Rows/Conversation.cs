using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A passage and the questions that follow each other about it.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Questions">The questions in order.</param>
/// <param name="Answers">The accepted answers of each question; the first is the one that later questions refer to.</param>
internal sealed record Conversation(string Passage, IReadOnlyList<string> Questions, IReadOnlyList<IReadOnlyList<string>> Answers)
{
    public static Conversation FromCoQA(DataRow row) => new Conversation(row.Text("story"), row.Texts("questions"),
        [.. row.Row("answers").Texts("input_text").Select(answer => new[] { answer })]).Checked();

    /// <summary>QuAC's own answer first, then those of other annotators.</summary>
    public static Conversation FromQuAC(DataRow row)
    {
        var others = row.Row("answers").TextLists("texts");
        var own = row.Row("orig_answers").Texts("texts");
        return new Conversation(row.Text("context"), row.Texts("questions"),
            [.. own.Select((answer, turn) => turn < others.Count ? [answer, .. others[turn]] : new[] { answer })]).Checked();
    }

    /// <summary>One example a question; the history is all questions and answers before it, parted by <c>|</c>.</summary>
    public IEnumerable<TextExample> Examples(string prefix)
    {
        for (var turn = 0; turn < Questions.Count; turn++)
        {
            var history = string.Join(" | ", Enumerable.Range(0, turn).Select(before => $"{Questions[before]} {Answers[before][0]}"));
            yield return AcceptedAnswers.Example($"{prefix} question: {Questions[turn]} context: {Passage} history: {history}".TrimEnd(), Answers[turn]);
        }
    }

    private Conversation Checked() => Questions.Count == Answers.Count
        ? this
        : throw new FormatException($"The row has {Questions.Count} questions and {Answers.Count} answers.");
}
