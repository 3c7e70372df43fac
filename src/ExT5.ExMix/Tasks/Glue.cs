using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>GLUE without WNLI, as T5 trains on it; formats are T5's <c>glue()</c> preprocessor.</summary>
internal static class Glue
{
    private static readonly TaskGroup Group = new("GLUE", MembershipConfidence.High, new(
        "recalled; the recalled total of the group, 949,101, is the sum of the sizes", "T5, glue_utils.py", "T5, preprocessors.py and glue_utils.py"));

    private static readonly ClassLabel Acceptability = new("unacceptable", "acceptable");
    private static readonly ClassLabel Entailment = new("entailment", "not_entailment");

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Group.Task("glue_cola", TaskFamily.Classification, 8_551, Of("cola"),
            "cola sentence: {sentence} -> unacceptable | acceptable", "Matthews correlation",
            row => SentenceRow.From(row, Acceptability), row => Acceptability.Example($"cola sentence: {row.Sentence}", row.Label),
            new MatthewsCorrelation()),
        Group.Task("glue_rte", TaskFamily.Inference, 2_490, Of("rte"),
            "rte sentence1: {premise} sentence2: {hypothesis} -> entailment | not_entailment", "accuracy",
            row => SentencePairRow.From(row, Entailment),
            row => Entailment.Example($"rte sentence1: {row.Sentence1} sentence2: {row.Sentence2}", row.Label),
            new Accuracy()),
    ];

    private static DatasetReference Of(string configuration) => new("nyu-mll/glue", configuration);
}
