using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class ClassificationTests
{
    [Fact]
    public void IMDb_names_the_sentiment() => Formatted.Check("imdb_reviews",
        """{"text": "Skip it.", "label": 0}""", "sentiment: Skip it.", "negative");

    [Fact]
    public void GoEmotions_lists_the_emotions() => Formatted.Check("goemotions",
        """{"text": "Thanks, I love it", "labels": [15, 18], "id": "a"}""", "goemotions: Thanks, I love it", "gratitude, love");

    [Fact]
    public void GoEmotions_reads_the_labels_of_the_authors_files() => Formatted.Check("goemotions",
        """{"text": "ok", "labels": "27", "id": "a"}""", "goemotions: ok", "neutral");

    [Theory]
    [InlineData("""{"text": "hi", "toxicity": 0.5, "severe_toxicity": 0.0}""", "toxic")]
    [InlineData("""{"text": "hi", "toxicity": 0.49, "severe_toxicity": 0.0}""", "non-toxic")]
    [InlineData("""{"id": 1, "target": 0.7, "comment_text": "hi"}""", "toxic")]
    public void A_civil_comment_is_toxic_from_one_half_on(string row, string target) =>
        Formatted.Check("civil_comments", row, "civil_comments: hi", target);

    [Theory]
    [InlineData(0, "human")]
    [InlineData(1, "machine")]
    public void The_writer_of_a_text_is_known_by_its_file(int dataset, string target)
    {
        var example = Formatted.Row("gpt2_output_detection", """{"id": 0, "ended": true, "length": 2, "text": "Hello there"}""", dataset);

        Assert.Equal(("is this machine generated: Hello there", target), (example.Input, example.Target));
    }

    [Fact]
    public void An_argument_belongs_to_the_split_its_row_names()
    {
        const string row = """{"topic": "cloning", "sentence": "It is unsafe.", "annotation": "Argument_against", "set": "val"}""";

        Assert.Empty(Formatted.Rows("ukp_argument_mining", row, DatasetSplit.Train));
        var example = Assert.Single(Formatted.Rows("ukp_argument_mining", row, DatasetSplit.Validation));
        Assert.Equal(("ukp cloning: It is unsafe.", "Argument_against"), (example.Input, example.Target));
    }

    [Theory]
    [InlineData(0, "negative")]
    [InlineData(2, "neutral")]
    [InlineData(4, "positive")]
    public void Sentiment140_counts_in_twos(int sentiment, string target) => Formatted.Check("sentiment140",
        $$"""{"text": "so so", "date": "d", "user": "u", "sentiment": {{sentiment}}, "query": "q"}""", "sentiment140: so so", target);

    [Theory]
    [InlineData(0, 0, "non-toxic")]
    [InlineData(1, 1, "toxic, insult")]
    public void Wikipedia_toxicity_lists_its_kinds(int toxic, int insult, string target) => Formatted.Check("wiki_toxicity_subtypes",
        $$"""{"comment_text": "x", "toxic": {{toxic}}, "severe_toxic": 0, "obscene": 0, "threat": 0, "insult": {{insult}}, "identity_hate": 0}""",
        "toxicity: x", target);

    [Theory]
    [InlineData("""{"text": "Who sang?", "coarse_label": 3, "fine_label": 0}""")]
    [InlineData("""{"text": "Who sang?", "label-coarse": 3, "label-fine": 0}""")]
    [InlineData("""{"text": "Who sang?", "label-coarse": "HUM", "label-fine": "ind"}""")]
    public void TREC_names_the_coarse_class_in_both_layouts(string row) => Formatted.Check("trec", row, "trec: Who sang?", "HUM");

    [Fact]
    public void The_layouts_of_TREC_order_their_classes_differently() => Formatted.Check("trec",
        """{"text": "Where?", "label-coarse": 5, "label-fine": 0}""", "trec: Where?", "LOC");

    [Fact]
    public void AG_News_names_the_topic() => Formatted.Check("ag_news",
        """{"text": "Chips get smaller", "label": 3}""", "ag_news: Chips get smaller", "Sci/Tech");

    [Fact]
    public void DBpedia_puts_the_title_before_the_content() => Formatted.Check("dbpedia_14",
        """{"label": 7, "title": "Blue Lake", "content": " Blue Lake is a lake."}""", "dbpedia: Blue Lake Blue Lake is a lake.", "NaturalPlace");

    [Fact]
    public void Movie_rationales_explain_the_sentiment() => Formatted.Check("movie_rationales",
        """{"review": "bad movie . skip it .", "label": 0, "evidences": ["bad movie", "skip it"]}""",
        "explain sentiment review: bad movie . skip it .", "negative explanation: bad movie explanation: skip it");
}
