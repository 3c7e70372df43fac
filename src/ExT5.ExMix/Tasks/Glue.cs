using System.Globalization;
using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>
/// GLUE without WNLI, as T5 trains on it. Formats are those of T5's <c>glue</c> preprocessor: the name of the task, then
/// every feature as <c>name: text</c> in alphabetical order; the target is the label's name.
/// </summary>
internal static class Glue
{
    private static readonly TaskGroup Group = new("GLUE", MembershipConfidence.High, new(
        "recalled; the recalled total of the group, 949,101, is the sum of the sizes", "T5, glue_utils.py", "T5, preprocessors.py and glue_utils.py"));

    private static readonly TaskProvenance Scored = Group.Provenance with { Membership = "outside: scored beside the training tasks", Size = "no training rows" };

    private static readonly ClassLabel Acceptability = new("unacceptable", "acceptable");
    private static readonly ClassLabel Sentiment = new("negative", "positive");
    private static readonly ClassLabel Equivalence = new("not_equivalent", "equivalent");
    private static readonly ClassLabel Duplicate = new("not_duplicate", "duplicate");
    private static readonly ClassLabel ThreeWay = new("entailment", "neutral", "contradiction");
    private static readonly ClassLabel Meant = new("False", "True");
    private static readonly ClassLabel TwoWay = new("entailment", "not_entailment");

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Group.Task("glue_cola", TaskFamily.Classification, 8_551, Of("cola"),
            "cola sentence: {sentence} -> unacceptable | acceptable", "Matthews correlation",
            row => SentenceRow.From(row, Acceptability),
            row => Acceptability.Example($"cola sentence: {row.Sentence}", row.Label), new MatthewsCorrelation(Acceptability.Names)),
        Group.Task("glue_sst2", TaskFamily.Classification, 67_349, Of("sst2"),
            "sst2 sentence: {sentence} -> negative | positive", "accuracy",
            row => SentenceRow.From(row, Sentiment),
            row => Sentiment.Example($"sst2 sentence: {row.Sentence}", row.Label), new Accuracy()),
        Group.Task("glue_mrpc", OtherFamilies.Paraphrase, 3_668, Of("mrpc"),
            "mrpc sentence1: {sentence1} sentence2: {sentence2} -> not_equivalent | equivalent", "F1, accuracy",
            row => SentencePairRow.From(row, Equivalence),
            row => Equivalence.Example($"mrpc sentence1: {row.Sentence1} sentence2: {row.Sentence2}", row.Label),
            new F1WithInvalid("not_equivalent", "equivalent"), new Accuracy()),
        Group.Task("glue_qqp", OtherFamilies.Paraphrase, 363_849, Of("qqp"),
            "qqp question1: {question1} question2: {question2} -> not_duplicate | duplicate", "F1, accuracy",
            row => QuestionPairRow.From(row, Duplicate),
            row => Duplicate.Example($"qqp question1: {row.Question1} question2: {row.Question2}", row.Label),
            new F1WithInvalid("not_duplicate", "duplicate"), new Accuracy()),
        Group.Task("glue_stsb", OtherFamilies.Similarity, 5_749, Of("stsb"),
            "stsb sentence1: {sentence1} sentence2: {sentence2} -> score to the nearest 0.2, for example 3.4", "Pearson, Spearman",
            SimilarityRow.From, Similarity, new PearsonCorrelation(), new SpearmanCorrelation()),
        Group.Task("glue_mnli", TaskFamily.Inference, 392_702, Mnli("matched"),
            "mnli hypothesis: {hypothesis} premise: {premise} -> entailment | neutral | contradiction", "accuracy",
            row => PremiseHypothesisRow.From(row, ThreeWay), MnliExample, new Accuracy()) with { Table1Representative = true },
        Group.Task("glue_qnli", TaskFamily.Inference, 104_743, Of("qnli"),
            "qnli question: {question} sentence: {sentence} -> entailment | not_entailment", "accuracy",
            row => QuestionSentenceRow.From(row, TwoWay),
            row => TwoWay.Example($"qnli question: {row.Question} sentence: {row.Sentence}", row.Label), new Accuracy()),
        Group.Task("glue_rte", TaskFamily.Inference, 2_490, Of("rte"),
            "rte sentence1: {sentence1} sentence2: {sentence2} -> entailment | not_entailment", "accuracy",
            row => SentencePairRow.From(row, TwoWay),
            row => TwoWay.Example($"rte sentence1: {row.Sentence1} sentence2: {row.Sentence2}", row.Label), new Accuracy()),
    ];

    /// <summary>What GLUE scores beside its training tasks.</summary>
    public static IReadOnlyList<ExMixTask> Outside { get; } =
    [
        Group.Task("glue_mnli_mismatched", TaskFamily.Inference, 0, Mnli("mismatched"),
            "mnli hypothesis: {hypothesis} premise: {premise} -> entailment | neutral | contradiction", "accuracy",
            row => PremiseHypothesisRow.From(row, ThreeWay), MnliExample, new Accuracy()) with { Outside = true, Provenance = Scored },
        Group.Task("glue_wnli", OtherFamilies.Coreference, 0, Of("wnli"),
            "wsc: {sentence1 with *pronoun*} -> referent that sentence2 names", "accuracy (is the referent meant?)",
            row => WnliRow.From(row, Meant),
            row => new TextExample($"wsc: {row.Marked}", row.Referent) { References = [row.Referent, row.Label] },
            new WscReferent()) with { Outside = true, Provenance = Scored },
        Group.Task("glue_ax", TaskFamily.Inference, 0, Of("ax"),
            "mnli hypothesis: {hypothesis} premise: {premise} -> <unk>, as its labels are hidden", "Matthews correlation (by the benchmark's server)",
            row => PremiseHypothesisRow.From(row, ThreeWay), MnliExample, new MatthewsCorrelation(ThreeWay.Names)) with { Outside = true, Provenance = Scored },
    ];

    private static TextExample MnliExample(PremiseHypothesisRow row) =>
        ThreeWay.Example($"mnli hypothesis: {row.Hypothesis} premise: {row.Premise}", row.Label);

    // float32 and half to even, as tf.round does it.
    private static TextExample Similarity(SimilarityRow row) => new(
        $"stsb sentence1: {row.Sentence1} sentence2: {row.Sentence2}",
        (MathF.Round((float)row.Score * 5) / 5).ToString("F1", CultureInfo.InvariantCulture));

    private static DatasetReference Of(string configuration) => new("nyu-mll/glue", configuration);

    private static DatasetReference Mnli(string part) => new("nyu-mll/glue", "mnli")
    {
        SplitNames = new Dictionary<string, string> { ["validation"] = $"validation_{part}", ["test"] = $"test_{part}" },
    };
}
