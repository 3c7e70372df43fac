using ExT5.Data;
using ExT5.ExMix.Metrics;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>KILT without its entity sets that have no training split.</summary>
internal static class Kilt
{
    private static readonly TaskGroup Group = new(
        "KILT", MembershipConfidence.High, new(
        "recalled; the recalled total of the group is 3,129,859, the sum of the sizes 3,129,891", "README of KILT", "ours"));

    private static readonly ExactMatch Match = new(AnswerNormalization.Squad);

    private static readonly LeadingValue RougeL = new(new Rouge(), "rougeL");

    private static readonly ClassLabel Verdicts = new("SUPPORTS", "REFUTES");

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Group.Task("kilt_fever", OtherFamilies.FactChecking, 104_966, Of("fever"), "kilt fever claim: {input} -> SUPPORTS or REFUTES", "accuracy",
            KiltRow.From, row => row.After("kilt fever claim: ") with { Choices = Verdicts.Names }, new Accuracy()),
        Task("kilt_aidayago2", OtherFamilies.EntityLinking, 18_395, "aidayago2", "kilt aida: ", "title", "accuracy", new Accuracy()),
        Task("kilt_trex", OtherFamilies.SlotFilling, 2_284_168, "trex", "kilt trex: ", "object", "accuracy, EM", new Accuracy(), Match),
        Task("kilt_zsre", OtherFamilies.SlotFilling, 147_909, "structured_zeroshot", "kilt zsre: ", "object", "accuracy, EM", new Accuracy(), Match),
        Task("kilt_nq", TaskFamily.ClosedBookQA, 87_372, "nq", "kilt nq question: ", "answer", "EM", Match),
        Task("kilt_hotpotqa", TaskFamily.ClosedBookQA, 88_869, "hotpotqa", "kilt hotpotqa question: ", "answer", "EM", Match),
        Group.Task("kilt_triviaqa", TaskFamily.ClosedBookQA, 61_844,
            "kilt triviaqa question: {input} -> {answer}; KILT has no questions: they come from mandarjoshi/trivia_qa (unfiltered.nocontext) by id", "EM",
            [new(Of("triviaqa_support_only"), TriviaQuestions)], Match),
        Task("kilt_eli5", TaskFamily.ClosedBookQA, 272_634, "eli5", "kilt eli5 question: ", "answer", "ROUGE-L, F1", RougeL, new TokenF1()),
        Task("kilt_wow", TaskFamily.Dialogue, 63_734, "wow", "kilt wow: ", "next utterance", "ROUGE-L, F1", RougeL, new TokenF1())
            with { Table1Representative = true },
    ];

    // TriviaQA's licence keeps its questions out of KILT.
    private static JoinedRecipe TriviaQuestions => new(
        new DatasetReference("mandarjoshi/trivia_qa", "unfiltered.nocontext"), "id", "input", "question_id", "question",
        (row, question) => (KiltRow.From(row) with { Input = question }).After("kilt triviaqa question: "));

    private static ExMixTask Task(
        string name, TaskFamily family, long examples, string configuration, string prefix, string answer, string metric,
        params IReadOnlyList<IMetric> metrics) =>
        Group.Task(name, family, examples, Of(configuration), $"{prefix}{{input}} -> {{{answer}}}", metric,
            KiltRow.From, row => row.After(prefix), metrics);

    private static DatasetReference Of(string configuration) => new("facebook/kilt_tasks", configuration);
}
