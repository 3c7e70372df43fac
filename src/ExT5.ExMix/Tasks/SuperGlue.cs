using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>SuperGLUE and the definite pronouns that T5 trains on with it; rows of the Hub or of SuperGLUE's own files.</summary>
internal static class SuperGlue
{
    private static readonly TaskGroup Group = new("SuperGLUE", MembershipConfidence.High, new(
        "recalled; the recalled total of the group, 185,673, is the sum of the sizes of T5's mixture", "T5, glue_utils.py",
        "T5, preprocessors.py and glue_utils.py"));

    private static readonly TaskProvenance Scored = Group.Provenance with { Membership = "outside: scored beside the training tasks", Size = "no training rows" };

    private static readonly ClassLabel Truth = new("False", "True");
    private static readonly ClassLabel Commitment = new("entailment", "contradiction", "neutral");
    private static readonly ClassLabel Choice = new("choice1", "choice2");
    private static readonly ClassLabel TwoWay = new("entailment", "not_entailment");

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Group.Task("super_glue_boolq", TaskFamily.ReadingComprehension, 9_427, Of("boolq"),
            "boolq passage: {passage} question: {question} -> False | True", "accuracy",
            row => BoolQRow.From(row, Truth),
            row => Truth.Example($"boolq passage: {row.Passage} question: {row.Question}", row.Label),
            new Accuracy()) with { Table1Representative = true },
        Group.Task("super_glue_cb", TaskFamily.Inference, 250, Of("cb"),
            "cb hypothesis: {hypothesis} premise: {premise} -> entailment | contradiction | neutral", "mean F1 of the three labels, accuracy",
            row => PremiseHypothesisRow.From(row, Commitment),
            row => Commitment.Example($"cb hypothesis: {row.Hypothesis} premise: {row.Premise}", row.Label),
            new MeanMulticlassF1(Commitment.Names), new Accuracy()),
        Group.Task("super_glue_copa", TaskFamily.Commonsense, 400, Of("copa"),
            "copa choice1: {choice1} choice2: {choice2} premise: {premise} question: {cause | effect} -> choice1 | choice2", "accuracy",
            row => CopaRow.From(row, Choice),
            row => Choice.Example(
                $"copa choice1: {row.Choice1} choice2: {row.Choice2} premise: {row.Premise} question: {row.Question}", row.Label),
            new Accuracy()),
        Group.Task("super_glue_multirc", TaskFamily.ReadingComprehension, 27_243,
            "multirc question: {question} answer: {answer} paragraph: {paragraph} -> False | True; one example an answer",
            "F1 over all answers, exact match of a question's answers",
            [new(Of("multirc"), Recipe.Expanding(row => MultiRcRow.AllFrom(row, Truth), (rows, _) => rows.Select(MultiRc)))],
            new MultiRc()),
        Group.Task("super_glue_record", TaskFamily.ReadingComprehension, 138_854,
            "record query: {query} entities: {first}, {second} passage: {passage} -> entity; one example a right answer", "F1, exact match, a query once",
            [new(Of("record"), Recipe.Expanding(RecordRow.AllFrom, (rows, _) => rows.SelectMany(Record)))], new FirstOfGroup(new TokenF1())),
        Group.Task("super_glue_rte", TaskFamily.Inference, 2_490, Of("rte"),
            "rte hypothesis: {hypothesis} premise: {premise} -> entailment | not_entailment; the rows of glue_rte", "accuracy",
            row => PremiseHypothesisRow.From(row, TwoWay), Rte, new Accuracy()),
        Group.Task("super_glue_wic", OtherFamilies.WordSense, 5_428, Of("wic"),
            "wic sentence1: {sentence1} sentence2: {sentence2} word: {word} -> False | True", "accuracy",
            row => WicRow.From(row, Truth),
            row => Truth.Example($"wic sentence1: {row.Sentence1} sentence2: {row.Sentence2} word: {row.Word}", row.Label), new Accuracy()),
        Group.Task("super_glue_wsc", OtherFamilies.Coreference, 259,
            "wsc: {text with *pronoun*} -> referent; training takes the true referents only", "accuracy (is the referent meant?)",
            [new(Of("wsc.fixed"), Recipe.Expanding(row => WscRow.From(row, Truth), Wsc))], new WscReferent()),
        Group.Task("dpr", OtherFamilies.Coreference, 1_322, DefinitePronouns,
            "wsc: {sentence with *pronoun*} -> candidate", "accuracy",
            PronounRow.From, row => new TextExample($"wsc: {row.Marked()}", row.Answer) { Choices = row.Candidates }, new Accuracy()),
    ];

    /// <summary>The diagnostic sets, which have test rows only.</summary>
    public static IReadOnlyList<ExMixTask> Outside { get; } =
    [
        Group.Task("super_glue_axb", TaskFamily.Inference, 0, Of("axb"),
            "rte hypothesis: {sentence2} premise: {sentence1} -> entailment | not_entailment", "Matthews correlation",
            row => new PremiseHypothesisRow(row.Text("sentence1"), row.Text("sentence2"), SuperGlueLabel.Of(row, TwoWay)), Rte,
            new MatthewsCorrelation(TwoWay.Names)) with { Outside = true, Provenance = Scored },
        Group.Task("super_glue_axg", TaskFamily.Inference, 0, Of("axg"),
            "rte hypothesis: {hypothesis} premise: {premise} -> entailment | not_entailment", "accuracy",
            row => PremiseHypothesisRow.From(row, TwoWay), Rte, new Accuracy()) with { Outside = true, Provenance = Scored },
    ];

    private static DatasetReference DefinitePronouns => new("community-datasets/definite_pronoun_resolution")
    {
        SplitNames = new Dictionary<string, string> { ["validation"] = "test" },
    };

    private static TextExample Rte(PremiseHypothesisRow row) =>
        TwoWay.Example($"rte hypothesis: {row.Hypothesis} premise: {row.Premise}", row.Label);

    private static TextExample MultiRc(MultiRcRow row)
    {
        var input = $"multirc question: {row.Question} answer: {row.Answer} paragraph: {row.Paragraph}";
        foreach (var (tag, text) in (ReadOnlySpan<(string, string)>)[("<br>", " "), ("<b>", ""), ("</b>", "")])
            input = input.Replace(tag, text, StringComparison.Ordinal);
        return Truth.Example(input, row.Label) with { Group = $"{row.QuestionIndex}" };
    }

    private static IEnumerable<TextExample> Record(RecordRow row)
    {
        var input = $"record query: {row.Query} entities: {string.Join(", ", row.Entities)} passage: {RecordPassage.Joined(row.Passage)}";
        return row.Answers.DefaultIfEmpty(ClassLabel.Unknown).Select(answer => new TextExample(input, answer)
        {
            References = row.Answers.Count > 0 ? row.Answers : [answer],
            Group = row.Group,
            Choices = row.Entities,
        });
    }

    private static IEnumerable<TextExample> Wsc(WscRow row, DatasetSplit split)
    {
        var train = split == DatasetSplit.Train;
        if (train && row.Label != "True") return [];
        var example = new TextExample($"wsc: {row.Marked()}", row.Referent);
        return [train ? example : example with { References = [row.Referent, row.Label] }];
    }

    private static DatasetReference Of(string configuration) => new("aps/super_glue", configuration);
}
