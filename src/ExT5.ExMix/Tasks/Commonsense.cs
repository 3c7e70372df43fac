using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Commonsense questions outside Rainbow, all fill-ins.</summary>
internal static class Commonsense
{
    private static readonly TaskGroup FillIn = new(null, MembershipConfidence.FillIn, new(
        "fill-in", "T0's list of datasets", "ours"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        FillIn.Task("cos_e", TaskFamily.Commonsense, 9_741, new("Salesforce/cos_e", "v1.11"),
            "explain cos_e question: {question} choice: {choice} choice: ... -> {answer} explanation: {explanation}", "accuracy of the answer, BLEU of the explanation",
            CosERow.From, row => row.Example(), new ExplanationLabel(new Accuracy()), new ExplanationText(new Bleu()))
            .FormatFrom("WT5, preprocessors.py"),
        Choice("commonsense_qa", 9_741, new("tau/commonsense_qa"), "question").SizeFrom("recalled"),
        Choice("openbookqa", 4_957, new("allenai/openbookqa", "main"), "question_stem"),
        Choice("qasc", 8_134, new("allenai/qasc"), "question"),
    ];

    private static ExMixTask Choice(string name, long examples, DatasetReference dataset, string question) => FillIn.Task(
        name, TaskFamily.Commonsense, examples, dataset, $"{name} question: {{question}} choices: {{(A) ...}} -> {{choice}}", "accuracy",
        row => ChoiceRow.From(row, question), row => row.Example(name), new Accuracy());
}
