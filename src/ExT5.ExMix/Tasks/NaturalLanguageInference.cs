using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Single datasets of natural language inference.</summary>
internal static class NaturalLanguageInference
{
    private static readonly TaskGroup Recalled = new(null, MembershipConfidence.High, new("recalled", "", "ours"));
    private static readonly ClassLabel ThreeWay = new("entailment", "neutral", "contradiction");
    private static readonly ClassLabel TwoWay = new("not_entailment", "entailment");
    private static readonly ClassLabel Verdict = new("SUPPORTS", "REFUTES", "NOT ENOUGH INFO");
    private static readonly ClassLabel Science = new("entailment", "neutral");

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Recalled.Task("anli", TaskFamily.Inference, 162_865,
            "anli hypothesis: {hypothesis} premise: {premise} -> entailment | neutral | contradiction; rounds 1 to 3", "accuracy",
            [.. new[] { "r1", "r2", "r3" }.Select(round => new TaskPart(Anli(round), Recipe.Of(
                row => PremiseHypothesisRow.From(row, ThreeWay),
                row => ThreeWay.Example($"anli hypothesis: {row.Hypothesis} premise: {row.Premise}", row.Label))))],
            new Accuracy()) with
        {
            Table1Representative = true,
            Provenance = new("recalled, in Table 1", "T0's list of datasets: 16,946 + 45,460 + 100,459", "ours"),
        },
        Recalled.Task("esnli", TaskFamily.Inference, 549_367, new DatasetReference("esnli/esnli"),
            "explain nli hypothesis: {hypothesis} premise: {premise} -> {label} explanation: {explanation}", "accuracy of the label",
            row => ExplainedInferenceRow.From(row, ThreeWay),
            row => new TextExample(
                $"explain nli hypothesis: {row.Hypothesis} premise: {row.Premise}", Explained.Of(row.Label, row.Explanations)),
            new ExplanationLabel(new Accuracy())) with
        {
            Provenance = new("recalled", "the dataset's card", "WT5, assumed for ExT5"),
        },
        Recalled.Task("agreesum", TaskFamily.Inference, 7_750,
            "agreesum summary: {summary} article: {article} -> entailment | not_entailment; one example a judged article, the texts are to be added; "
            + "its dev file knows one class only, so the test file validates", "accuracy",
            [new(AgreeSum, Recipe.Expanding(
                row => AgreeSumRow.AllFrom(row, TwoWay),
                (rows, _) => rows.Select(row => TwoWay.Example($"agreesum summary: {row.Summary} article: {row.Article}", row.Label))))],
            new Accuracy()) with
        {
            Confidence = MembershipConfidence.Medium,
            Provenance = new("recalled", "recalled; the dataset says about 8,000", "ours"),
        },
        Recalled.Task("vitaminc", TaskFamily.Inference, 370_653, new DatasetReference("tals/vitaminc"),
            "vitaminc claim: {claim} evidence: {evidence} -> SUPPORTS | REFUTES | NOT ENOUGH INFO", "accuracy",
            row => VitaminCRow.From(row, Verdict),
            row => Verdict.Example($"vitaminc claim: {row.Claim} evidence: {row.Evidence}", row.Label), new Accuracy()) with
        {
            Confidence = MembershipConfidence.Low,
            Provenance = new("recalled; the papers share an author", "recalled", "ours"),
        },
        Recalled.Task("scitail", TaskFamily.Inference, 23_097, new DatasetReference("allenai/scitail", "tsv_format"),
            "scitail hypothesis: {hypothesis} premise: {premise} -> entailment | neutral", "accuracy",
            row => SciTail(row),
            row => Science.Example($"scitail hypothesis: {row.Hypothesis} premise: {row.Premise}", row.Label), new Accuracy()) with
        {
            Confidence = MembershipConfidence.FillIn,
            Provenance = new("fill-in", "recalled", "ours"),
        },
    ];

    // The dataset writes "entails".
    private static PremiseHypothesisRow SciTail(DataRow row) => new(
        row.Text("premise"), row.Text("hypothesis"), row["label"] is "entails" ? "entailment" : Science.Of(row));

    private static DatasetReference AgreeSum => new("google-research-datasets/AgreeSum")
    {
        OnHub = false,
        SplitNames = new Dictionary<string, string> { ["validation"] = "test" },
    };

    private static DatasetReference Anli(string round) => new("facebook/anli")
    {
        SplitNames = new Dictionary<string, string>
        {
            ["train"] = $"train_{round}",
            ["validation"] = $"dev_{round}",
            ["test"] = $"test_{round}",
        },
    };
}
