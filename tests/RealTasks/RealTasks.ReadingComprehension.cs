using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static IEnumerable<RealTask> ReadingComprehension(string folder)
    {
        folder = Path.Combine(folder, "reading_comprehension");
        yield return Questions("boolq", TaskFamily.ReadingComprehension, new JsonLinesSource<Question>(Path.Combine(folder, "boolq/val.{split}.jsonl"),
            row => new(row.Text("question"), row.Text("passage"), [row.Flag("label") ? "True" : "False"]), Splits("part1", "part2")), new Accuracy());
        yield return Questions("multirc", TaskFamily.ReadingComprehension, new JsonLinesSource<DataRow>(
            Path.Combine(folder, "multirc/{split}.jsonl"), row => row, Splits("train", "val")).SelectMany(Answers), new F1WithInvalid("False", "True")) with
        {
            Unfolded = "one row an answer",
            TrainRows = 154,
            ValidationRows = 4848,
        };
        yield return Questions("record", TaskFamily.ReadingComprehension, new JsonLinesSource<DataRow>(
            Path.Combine(folder, "record/{split}.jsonl"), row => row).SelectMany(Entities)) with
        {
            Unfolded = "one row a different answer",
            TrainRows = 44,
        };
        yield return Questions("squad_format_xquad_en", TaskFamily.ReadingComprehension, new JsonSource<DataRow>(
            Path.Combine(folder, "squad_format_xquad_en/xquad.en.{split}.json"), row => row, "data", Splits("part1", "part2")).SelectMany(Squad));
        yield return Choices("dream", TaskFamily.ReadingComprehension, new JsonSource<DataRow>(
            Path.Combine(folder, "dream/{split}.json"), row => row, "", Splits("train", "dev")).SelectMany(Dream)) with
        {
            Unfolded = "one row a question",
            TrainRows = 3124,
            ValidationRows = 806,
        };
    }

    private static IEnumerable<Question> Squad(DataRow article) => article.Rows("paragraphs").SelectMany(paragraph => paragraph.Rows("qas")
        .Select(question => new Question(question.Text("question"), paragraph.Text("context"),
            [.. question.Rows("answers").Select(answer => answer.Text("text")).Distinct()])));

    private static IEnumerable<Question> Answers(DataRow row) => row.Row("passage").Rows("questions").SelectMany(question => question.Rows("answers")
        .Select(answer => new Question($"{question.Text("question")} answer: {answer.Text("text")}", row.Row("passage").Text("text"),
            [answer.Integer("label") == 1 ? "True" : "False"])
        { Group = $"{row.Integer("idx")}-{question.Integer("idx")}" }));

    private static IEnumerable<Question> Entities(DataRow row) => row.Rows("qas").SelectMany(query =>
    {
        var answers = query.Rows("answers").Select(answer => answer.Text("text")).Distinct().ToList();
        return answers.Select(answer => new Question(query.Text("query"), row.Row("passage").Text("text"), [answer, .. answers.Where(other => other != answer)])
        { Group = $"{query.Integer("idx")}" });
    });

    // [[turns], [questions], id]
    private static IEnumerable<Choice> Dream(DataRow row)
    {
        var parts = (IReadOnlyList<object?>)row["value"]!;
        var dialogue = string.Join(' ', (IReadOnlyList<object?>)parts[0]!);
        return ((IReadOnlyList<object?>)parts[1]!).Cast<DataRow>().Select(question => new Choice($"{question.Text("question")} dialogue: {dialogue}",
            question.Texts("choice"), question.Texts("choice").ToList().IndexOf(question.Text("answer"))));
    }
}
