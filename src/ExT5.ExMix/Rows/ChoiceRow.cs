using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A question with answers to choose from, and the text it is about, empty for none.</summary>
internal sealed record ChoiceRow(string Question, AnswerChoices Choices, string Passage = "")
{
    /// <summary>Reads AI2's sets as the Hub writes them, or as their original files do, with a row <c>question</c>.</summary>
    public static ChoiceRow From(DataRow row, string question = "question") => row.Has("question") && row["question"] is DataRow original
        ? new(original.Text("stem"), AnswerChoices.From(row, original))
        : new(row.Text(question), AnswerChoices.From(row, row));

    public static ChoiceRow FromQuartz(DataRow row) => From(row) with { Passage = row.Text("para") };

    public static ChoiceRow FromRace(DataRow row)
    {
        var options = row.Texts("options");
        string[] letters = [.. options.Select((_, place) => $"{(char)('A' + place)}")];
        return new(row.Text("question"), AnswerChoices.Of(options, letters, row.Text("answer"), "answer"), row.Text("article"));
    }

    /// <summary>SciQ keeps the right answer in a column of its own: the choices are sorted, so that their order tells nothing.</summary>
    public static ChoiceRow FromSciQ(DataRow row)
    {
        var right = row.Text("correct_answer");
        string[] sorted = [.. new[] { row.Text("distractor1"), row.Text("distractor2"), row.Text("distractor3"), right }.Order(StringComparer.Ordinal)];
        return new(row.Text("question"), new(sorted, Array.IndexOf(sorted, right)));
    }

    public static ChoiceRow FromDream(DataRow row)
    {
        var choices = row.Texts("choice");
        return new(row.Text("question"), AnswerChoices.Of(choices, choices, row.Text("answer"), "answer"), string.Join(' ', row.Texts("dialogue")));
    }

    public TextExample Example(string prefix) => Choices.Example($"{prefix} question: {Question} choices: {Choices}");
}
