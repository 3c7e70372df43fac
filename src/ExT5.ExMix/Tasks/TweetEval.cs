using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>TweetEval (Barbieri et al., 2020), each task with the metric its authors report.</summary>
internal static class TweetEval
{
    private static readonly TaskGroup Group = new("TweetEval", MembershipConfidence.High, new(
        "recalled; the recalled total of the group, 120,104, is 166 below the sum of the sizes", "TweetEval's repository", "ours"));

    // The names of TweetEval's mapping, as no emoji is in T5's vocabulary.
    private static readonly ClassLabel Emoji = new(
        "red heart", "smiling face with hearteyes", "face with tears of joy", "two hearts", "fire", "smiling face with smiling eyes",
        "smiling face with sunglasses", "sparkles", "blue heart", "face blowing a kiss", "camera", "United States", "sun", "purple heart",
        "winking face", "hundred points", "beaming face with smiling eyes", "Christmas tree", "camera with flash", "winking face with tongue");

    private static readonly ClassLabel Emotion = new("anger", "joy", "optimism", "sadness");
    private static readonly ClassLabel Hate = new("non-hate", "hate");
    private static readonly ClassLabel Irony = new("non_irony", "irony");
    private static readonly ClassLabel Offensive = new("non-offensive", "offensive");
    private static readonly ClassLabel Sentiment = new("negative", "neutral", "positive");
    private static readonly ClassLabel Stance = new("none", "against", "favor");

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Tweet("emoji", 45_000, Emoji, "macro F1", MacroF1(Emoji)),
        Tweet("emotion", 3_257, Emotion, "macro F1", MacroF1(Emotion)),
        Tweet("hate", 9_000, Hate, "macro F1", MacroF1(Hate)),
        Tweet("irony", 2_862, Irony, "F1 of irony", new MeanMulticlassF1(["irony"], "f1_irony")),
        Tweet("offensive", 11_916, Offensive, "macro F1", MacroF1(Offensive)),
        Tweet("sentiment", 45_615, Sentiment, "macro recall", new MacroRecall(Sentiment.Names)),
        Group.Task("tweeteval_stance", TaskFamily.Classification, 2_620,
            "tweet stance {target}: {text} -> none | against | favor; five targets", "mean F1 of against and favor",
            [.. new[] { "abortion", "atheism", "climate", "feminist", "hillary" }.Select(target => Part($"stance_{target}", $"stance {target}", Stance))],
            new MeanMulticlassF1(["against", "favor"], "f1_against_favor")),
    ];

    private static ExMixTask Tweet(string name, long examples, ClassLabel labels, string metric, IMetric score) =>
        Group.Task($"tweeteval_{name}", TaskFamily.Classification, examples,
            $"tweet {name}: {{text}} -> {(labels == Emoji ? "name of one of 20 emoji" : string.Join(" | ", labels.Names))}", metric,
            [Part(name, name, labels)], score);

    private static MeanMulticlassF1 MacroF1(ClassLabel labels) => new(labels.Names, "macro_f1");

    private static TaskPart Part(string configuration, string prefix, ClassLabel labels) => new(
        new DatasetReference("cardiffnlp/tweet_eval", configuration),
        Recipe.Of(row => TextLabelRow.From(row, labels), row => labels.Example($"tweet {prefix}: {row.Text}", row.Label)));
}
