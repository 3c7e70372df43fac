using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Single datasets of classification.</summary>
internal static class Classification
{
    private static readonly TaskGroup Recalled = new(null, MembershipConfidence.High, new("recalled, in Table 1", "the dataset's card", "ours"));
    private static readonly TaskGroup Listed = new(null, MembershipConfidence.Medium, new("in a public partial list", "recalled", "ours"));
    private static readonly TaskGroup Unsure = new(null, MembershipConfidence.Low, new("recalled", "recalled", "ours"));
    private static readonly TaskGroup FillIn = new(null, MembershipConfidence.FillIn, new("fill-in", "T0's list of datasets", "ours"));

    private static readonly ClassLabel Sentiment = new("negative", "positive");
    private static readonly ClassLabel Polarity = new("negative", "neutral", "positive");
    private static readonly ClassLabel Toxicity = new("non-toxic", "toxic");
    private static readonly ClassLabel News = new("World", "Sports", "Business", "Sci/Tech");
    private static readonly ClassLabel Writer = new("human", "machine");
    private static readonly ClassLabel Argument = new("NoArgument", "Argument_for", "Argument_against");

    private static readonly ClassLabel Emotions = new(
        "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire", "disappointment",
        "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy", "love", "nervousness", "optimism",
        "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral");

    private static readonly ClassLabel Ontology = new(
        "Company", "EducationalInstitution", "Artist", "Athlete", "OfficeHolder", "MeanOfTransportation", "Building", "NaturalPlace",
        "Village", "Animal", "Plant", "Album", "Film", "WrittenWork");

    private static readonly string[] Topics =
        ["abortion", "cloning", "death_penalty", "gun_control", "marijuana_legalization", "minimum_wage", "nuclear_energy", "school_uniforms"];

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Recalled.Task("imdb_reviews", TaskFamily.Classification, 25_000, TestOnly("stanfordnlp/imdb"),
            "sentiment: {text} -> negative | positive", "accuracy",
            row => TextLabelRow.From(row, Sentiment), row => Sentiment.Example($"sentiment: {row.Text}", row.Label), new Accuracy()) with
        {
            Table1Representative = true,
            Provenance = new("recalled, in Table 1", "T0's list of datasets", "WT5, assumed for ExT5"),
        },
        Recalled.Task("goemotions", TaskFamily.Classification, 43_410, new DatasetReference("google-research-datasets/go_emotions", "simplified"),
            "goemotions: {text} -> names of the emotions, with commas between", "micro F1, macro F1, accuracy of all emotions together",
            row => EmotionsRow.From(row, Emotions),
            row => new TextExample($"goemotions: {row.Text}", string.Join(", ", row.Emotions)), new MultiLabelF1(Emotions.Names)) with { Table1Representative = true },
        Recalled.Task("civil_comments", TaskFamily.Classification, 1_804_874, new DatasetReference("google/civil_comments"),
            "civil_comments: {text} -> toxic, from toxicity 0.5 on | non-toxic", "accuracy, F1 of toxic, area under ROC",
            CivilCommentRow.From, row => Toxicity.Example($"civil_comments: {row.Text}", Toxicity[row.Toxicity >= 0.5 ? 1 : 0]),
            new Accuracy(), new F1WithInvalid("non-toxic", "toxic"), new RocAuc("toxic")) with { Table1Representative = true, RanksChoices = true },
        Listed.Task("gpt2_output_detection", TaskFamily.Classification, 500_000,
            "is this machine generated: {text} -> human | machine; WebText and samples of GPT-2 XL", "accuracy",
            [Written("webtext", "human"), Written("xl-1542M", "machine")], new Accuracy()),
        Listed.Task("ukp_argument_mining", TaskFamily.Classification, 18_341,
            "ukp {topic}: {sentence} -> NoArgument | Argument_for | Argument_against; eight topics", "macro F1",
            [.. Topics.Select(Topic)], new MeanMulticlassF1(Argument.Names, "macro_f1")),
        Unsure.Task("sentiment140", TaskFamily.Classification, 1_600_000, TestOnly("stanfordnlp/sentiment140"),
            "sentiment140: {text} -> negative | positive, and neutral in the test rows", "accuracy",
            row => new TextLabelRow(row.Text("text"), PolarityOf(row.Integer("sentiment"))),
            row => Polarity.Example($"sentiment140: {row.Text}", row.Label), new Accuracy()) with
        {
            Provenance = new("recalled", "the dataset's card", "ours"),
        },
        Unsure.Task("wiki_toxicity_subtypes", TaskFamily.Classification, 159_571,
            TestOnly("google/jigsaw_toxicity_pred") with { OnHub = false },
            "toxicity: {text} -> kinds of toxicity, with commas between | non-toxic", "micro F1, macro F1, accuracy of all kinds together",
            WikiToxicityRow.From,
            row => new TextExample($"toxicity: {row.Text}", string.Join(", ", row.Kinds.DefaultIfEmpty("non-toxic"))),
            new MultiLabelF1([.. WikiToxicityRow.AllKinds, "non-toxic"])),
        FillIn.Task("trec", TaskFamily.Classification, 5_452, TestOnly("CogComp/trec"),
            "trec: {text} -> ABBR | ENTY | DESC | HUM | LOC | NUM", "accuracy",
            TrecRow.From, row => new TextExample($"trec: {row.Text}", row.Label) { Choices = TrecRow.Labels }, new Accuracy()),
        FillIn.Task("ag_news", TaskFamily.Classification, 120_000, TestOnly("fancyzhx/ag_news"),
            "ag_news: {text} -> World | Sports | Business | Sci/Tech", "accuracy",
            row => TextLabelRow.From(row, News), row => News.Example($"ag_news: {row.Text}", row.Label), new Accuracy()),
        FillIn.Task("dbpedia_14", TaskFamily.Classification, 560_000, TestOnly("fancyzhx/dbpedia_14"),
            "dbpedia: {title} {content} -> one of 14 classes, for example Company", "accuracy",
            row => DbpediaRow.From(row, Ontology), row => Ontology.Example($"dbpedia: {row.Title} {row.Content}", row.Label), new Accuracy()),
        FillIn.Task("movie_rationales", TaskFamily.Classification, 1_600, new DatasetReference("eraser-benchmark/movie_rationales"),
            "explain sentiment review: {review} -> negative | positive, then explanation: {passage} for each passage", "accuracy of the label",
            row => MovieRationaleRow.From(row, Sentiment),
            row => new TextExample($"explain sentiment review: {row.Review}", Explained.Of(row.Label, row.Evidences)),
            new ExplanationLabel(new Accuracy())) with
        {
            Provenance = new("fill-in", "recalled", "WT5, assumed for ExT5"),
        },
    ];

    // A set without validation rows is scored on its test rows.
    private static DatasetReference TestOnly(string repository) =>
        new(repository) { SplitNames = new Dictionary<string, string> { ["validation"] = "test" } };

    private static string PolarityOf(long sentiment) => sentiment is 0 or 2 or 4
        ? Polarity[sentiment / 2]
        : throw new FormatException($"The sentiment {sentiment} is none of 0, 2 and 4.");

    private static TaskPart Written(string files, string writer) => new(
        new DatasetReference("openai/gpt-2-output-dataset", "data")
        {
            OnHub = false,
            SplitNames = new Dictionary<string, string> { ["train"] = $"{files}.train", ["validation"] = $"{files}.valid", ["test"] = $"{files}.test" },
        },
        Recipe.Of(row => row.Text("text"), text => Writer.Example($"is this machine generated: {text}", writer)));

    private static TaskPart Topic(string topic) => new(
        new DatasetReference("UKP/sentential_argument_mining")
        {
            OnHub = false,
            SplitNames = new Dictionary<string, string> { ["train"] = topic, ["validation"] = topic, ["test"] = topic },
        },
        Recipe.Expanding(
            row => ArgumentRow.From(row, Argument),
            (row, split) => row.IsOf(split) ? [Argument.Example($"ukp {row.Topic}: {row.Sentence}", row.Label)] : []));
}
