using System.Text;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Classification, inference and pairs over rows of the published files, named as the Hub names their columns.</summary>
public sealed class ClassificationRealTests
{
    [Fact]
    public async Task Every_row_of_GoEmotions_is_formatted()
    {
        var names = File.ReadAllLines(SharedFolder.Require("data/tasks/classification/go_emotions/labels.txt"));
        foreach (var row in await RealRows.Delimited("classification/go_emotions/train.tsv", header: false))
            Check("goemotions", RealRows.Of(("text", row["0"]), ("labels", row["1"])),
                "goemotions: " + row.Text("0"), string.Join(", ", row.Text("1").Split(',').Select(label => names[int.Parse(label)])));
    }

    [Theory]
    [InlineData("emotion")]
    [InlineData("irony")]
    public async Task Every_tweet_takes_the_name_of_its_label(string name)
    {
        var folder = SharedFolder.Require($"data/tasks/classification/tweeteval_{name}");
        var names = File.ReadAllLines(Path.Combine(folder, "mapping.txt")).Select(line => line.Split('\t')).ToDictionary(line => line[0], line => line[1].Trim());
        var (texts, labels) = (await Lines("train_text.txt"), await Lines("train_labels.txt"));

        Assert.Equal(texts.Length, labels.Length);
        foreach (var (text, label) in texts.Zip(labels))
            Check($"tweeteval_{name}", RealRows.Of(("text", text), ("label", label)), $"tweet {name}: " + text, names[label]);

        async Task<string[]> Lines(string file) => (await File.ReadAllTextAsync(Path.Combine(folder, file))).TrimEnd('\n').Split('\n');
    }

    [Fact]
    public void Every_question_of_TREC_takes_its_coarse_class()
    {
        foreach (var line in File.ReadLines(SharedFolder.Require("data/tasks/classification/trec/TREC.train"), Encoding.Latin1))
        {
            var (label, text) = (line[..line.IndexOf(':')], line[(line.IndexOf(' ') + 1)..]);
            Check("trec", RealRows.Of(("text", text), ("label-coarse", label)), "trec: " + text, label);
        }
    }

    [Fact]
    public async Task Every_row_of_AG_News_takes_its_topic()
    {
        string[] topics = ["World", "Sports", "Business", "Sci/Tech"];
        foreach (var row in await RealRows.Delimited("classification/ag_news/test.part1.csv", header: false))
        {
            var text = row.Text("1") + " " + row.Text("2");
            Check("ag_news", RealRows.Of(("text", text), ("label", row.Integer("0") - 1)), "ag_news: " + text, topics[row.Integer("0") - 1]);
        }
    }

    [Fact]
    public void Movie_reviews_take_the_sentiment_of_their_folder()
    {
        foreach (var sentiment in new[] { "neg", "pos" })
            foreach (var file in Directory.EnumerateFiles(SharedFolder.Require($"data/tasks/classification/movie_reviews/test/{sentiment}")))
            {
                var text = File.ReadAllText(file, Encoding.Latin1);
                Check("imdb_reviews", RealRows.Of(("text", text), ("label", sentiment == "pos" ? 1L : 0)),
                    "sentiment: " + text, sentiment == "pos" ? "positive" : "negative");
            }
    }

    [Fact]
    public void Rows_of_ANLI_are_formatted()
    {
        var names = new Dictionary<string, string> { ["e"] = "entailment", ["n"] = "neutral", ["c"] = "contradiction" };
        foreach (var json in RealRows.DummyLines("anli__plain_text__0.1.0", "anli_v0.1/R1/train.jsonl"))
        {
            var label = names[json.Text("label")];
            Check("anli", RealRows.Of(("premise", json.Text("context")), ("hypothesis", json.Text("hypothesis")), ("label", label)),
                "anli hypothesis: " + json.Text("hypothesis") + " premise: " + json.Text("context"), label);
        }
    }

    [Fact]
    public void Rows_of_SciTail_are_formatted()
    {
        foreach (var fields in RealRows.DummyTabs("scitail__dgem_format__1.1.0", "SciTailV1.1/dgem_format/scitail_1.0_structure_train.tsv"))
            Check("scitail", RealRows.Of(("premise", fields[0]), ("hypothesis", fields[1]), ("label", fields[2])),
                "scitail hypothesis: " + fields[1] + " premise: " + fields[0], fields[2] == "entails" ? "entailment" : "neutral");
    }

    [Fact]
    public void Rows_of_PAWS_are_formatted()
    {
        foreach (var fields in RealRows.DummyTabs("paws__labeled_final__1.1.0", "paws_wiki_labeled_final.tar.gz/final/train.tsv").Skip(1))
            Check("paws_wiki", RealRows.Of(("sentence1", fields[1]), ("sentence2", fields[2]), ("label", fields[3])),
                "paws sentence1: " + fields[1] + " sentence2: " + fields[2], fields[3] == "1" ? "paraphrase" : "not_paraphrase");
    }

    private static void Check(string task, DataRow row, string input, string target)
    {
        var example = Assert.Single(ExMixTasks.Named(task).ExamplesOf(row, DatasetSplit.Train));

        Assert.Equal((input, target), (example.Input, example.Target));
    }
}
