using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static IEnumerable<RealTask> ClosedBook(string folder)
    {
        folder = Path.Combine(folder, "closed_book_qa");
        foreach (var name in new[] { "arc_easy", "arc_challenge" })
            yield return Choices(name, TaskFamily.ClosedBookQA, new JsonLinesSource<Choice>(Path.Combine(folder, name, "{split}.docs.jsonl"), Doc));
        yield return Questions("nq_open", TaskFamily.ClosedBookQA, new JsonLinesSource<Question>(
            Path.Combine(folder, "nq_open/NQ-open.dev.{split}.jsonl"), row => new(row.Text("question"), "", row.Texts("answer")), Splits("part1", "part2")));
        yield return Questions("web_questions", TaskFamily.ClosedBookQA, new JsonSource<Question>(
            Path.Combine(folder, "web_questions/{split}.json"), row => new(row.Text("qText"), "", row.Texts("answers")), "", Splits("trainmodel", "val")));
        yield return Questions("triviaqa_sm", TaskFamily.ClosedBookQA, new JsonLinesSource<Question>(
            Path.Combine(folder, "triviaqa_sm/triviaqa_sm_sub.{split}.jsonl"),
            row => new(row.Text("context").Replace("Question: ", "", StringComparison.Ordinal).Replace("\nAnswer:", "", StringComparison.Ordinal), "",
                [row.Text("answer"), .. row.Texts("aliases").Where(alias => alias != row.Text("answer"))]), Splits("part1", "part2")));
    }
}
