using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class ParaphraseAndRankingTests
{
    private const string Query =
        """{"query": "what is ice", "query_id": 7, "passages": {"is_selected": [0, 1, 0], "passage_text": ["Fire.", "Frozen water.", "Snow."], "url": ["a", "b", "c"]}}""";

    [Fact]
    public void PAWS_names_the_paraphrase() => Formatted.Check("paws_wiki",
        """{"id": 1, "sentence1": "A to B.", "sentence2": "B to A.", "label": 0}""",
        "paws sentence1: A to B. sentence2: B to A.", "not_paraphrase");

    [Fact]
    public void A_query_trains_on_as_many_wrong_passages_as_right_ones() => Assert.Equal(
        [("ms_marco query: what is ice document: Frozen water. relevant:", "true"), ("ms_marco query: what is ice document: Fire. relevant:", "false")],
        Formatted.Rows("ms_marco", Query).Select(example => (example.Input, example.Target)));

    [Fact]
    public void A_query_is_scored_on_all_its_passages()
    {
        var examples = Formatted.Rows("ms_marco", Query, DatasetSplit.Validation);

        Assert.Equal(["false", "true", "false"], examples.Select(example => example.Target));
        Assert.All(examples, example => Assert.Equal("7", example.Group));
    }
}
