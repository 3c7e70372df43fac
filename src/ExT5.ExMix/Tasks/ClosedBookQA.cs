using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>
/// Questions to answer from memory, as T5's closed-book experiments (Roberts et al., 2020) format and split them: about 90 %
/// of the training rows train, the rest validate, and the split that others validate on tests.
/// </summary>
internal static class ClosedBookQA
{
    private static readonly TaskGroup Group = new(null, MembershipConfidence.High, new(
        "recalled as a set of the paper's Table 1", "t5_closed_book_qa, tasks.py", "t5_closed_book_qa, preprocessors.py"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Task("natural_questions_open", 79_168, new("google-research-datasets/nq_open"),
            "nq question: {question} -> {first answer}", DatasetSplit.Validation,
            row => QuestionRow.From(row, "answer"), row => row.After("nq question: "), AnswerNormalization.Squad),
        Task("trivia_qa_open", 78_785, new("mandarjoshi/trivia_qa", "unfiltered.nocontext"),
            "trivia_qa question: {question} -> {value}", DatasetSplit.Validation,
            TriviaRow.From, row => row.Example(), AnswerNormalization.TriviaQA),
        Task("web_questions", 3_417, new("stanfordnlp/web_questions"), "wq question: {question} -> {first answer}", DatasetSplit.Test,
            row => QuestionRow.From(row, "answers"), row => row.After("wq question: "), AnswerNormalization.Squad),
    ];

    private static ExMixTask Task<TRow>(
        string name, int examples, DatasetReference dataset, string format, DatasetSplit test,
        Func<DataRow, TRow> read, Func<TRow, TextExample> example, AnswerNormalization normalization) =>
        Group.Task(name, TaskFamily.ClosedBookQA, examples,
            $"{format}; training rows after the first {examples:N0} validate, the split {test} tests", "EM",
            [new(dataset, new HeldOutRecipe<TRow>(name, examples, test, read, example))],
            new ExactMatch(normalization)) with
        { Table1Representative = true };
}
