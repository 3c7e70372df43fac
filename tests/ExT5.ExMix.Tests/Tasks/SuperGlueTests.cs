using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Rows in the layout of the Hub and of SuperGLUE's download; the texts follow T5's preprocessors by hand.</summary>
public sealed class SuperGlueTests
{
    [Fact]
    public void BoolQ_puts_the_passage_first() => Formatted.Check("super_glue_boolq",
        """{"question": "is ice cold", "passage": "Ice -- Ice is frozen water.", "idx": 0, "label": true}""",
        "boolq passage: Ice -- Ice is frozen water. question: is ice cold", "True");

    [Fact]
    public void CB_has_three_labels_in_its_own_order() => Formatted.Check("super_glue_cb",
        """{"premise": "A: I doubt it rained.", "hypothesis": "it rained", "idx": 0, "label": 1}""",
        "cb hypothesis: it rained premise: A: I doubt it rained.", "contradiction");

    [Fact]
    public void COPA_names_the_choice() => Formatted.Check("super_glue_copa",
        """{"premise": "The cup broke.", "choice1": "It fell.", "choice2": "It was full.", "question": "cause", "idx": 0, "label": 0}""",
        "copa choice1: It fell. choice2: It was full. premise: The cup broke. question: cause", "choice1");

    [Fact]
    public void RTE_puts_the_hypothesis_first() => Formatted.Check("super_glue_rte",
        """{"premise": "The lamp is on.", "hypothesis": "It is dark.", "label": "not_entailment", "idx": 0}""",
        "rte hypothesis: It is dark. premise: The lamp is on.", "not_entailment");

    [Fact]
    public void WiC_leaves_out_where_the_word_stands() => Formatted.Check("super_glue_wic",
        """{"word": "bank", "sentence1": "the bank of the river", "sentence2": "money in the bank", "start1": 4, "start2": 13, "end1": 8, "end2": 17, "idx": 0, "label": 0}""",
        "wic sentence1: the bank of the river sentence2: money in the bank word: bank", "False");

    [Fact]
    public void MultiRC_drops_the_markup_and_groups_by_question()
    {
        var example = Formatted.Row("super_glue_multirc",
            """{"paragraph": "<b>Sent 1: </b>Ann ran.<br><b>Sent 2: </b>Bob sat.<br>", "question": "Who ran?", "answer": "Ann", "idx": {"paragraph": 2, "question": 9, "answer": 4}, "label": 1}""");

        Assert.Equal("multirc question: Who ran? answer: Ann paragraph: Sent 1: Ann ran. Sent 2: Bob sat. ", example.Input);
        Assert.Equal(("True", "9"), (example.Target, example.Group));
    }

    [Fact]
    public void A_MultiRC_passage_of_the_download_gives_an_example_for_each_answer()
    {
        var examples = Formatted.Rows("super_glue_multirc",
            """{"idx": 0, "passage": {"text": "Ann ran.", "questions": [{"question": "Who?", "answers": [{"text": "Ann", "idx": 0, "label": 1}, {"text": "Bob", "idx": 1, "label": 0}], "idx": 5}]}}""");

        Assert.Equal(
            [("multirc question: Who? answer: Ann paragraph: Ann ran.", "True", "5"), ("multirc question: Who? answer: Bob paragraph: Ann ran.", "False", "5")],
            examples.Select(example => (example.Input, example.Target, example.Group!)));
    }

    [Fact]
    public void ReCoRD_gives_an_example_for_each_answer_with_all_answers_as_references()
    {
        var examples = Formatted.Rows("super_glue_record",
            """{"passage": "Ann met Bob\n@highlight\nBob left!\n@highlight\nAnn stayed", "query": "@placeholder stayed.", "entities": ["Ann", "Bob"], "answers": ["Ann", "Annie"], "idx": {"passage": 3, "query": 8}}""");

        const string input = "record query: @placeholder stayed. entities: Ann, Bob passage: Ann met Bob. Bob left! Ann stayed";
        Assert.Equal([(input, "Ann"), (input, "Annie")], examples.Select(example => (example.Input, example.Target)));
        Assert.All(examples, example => Assert.Equal(["Ann", "Annie"], example.References));
        Assert.All(examples, example => Assert.Equal("3:8", example.Group));
    }

    [Fact]
    public void ReCoRD_of_the_download_cuts_the_entities_out_of_the_passage()
    {
        // Each entity's end is its last character; entities are a sorted set.
        var example = Formatted.Row("super_glue_record",
            """{"source": "x", "idx": 1, "passage": {"text": "Bob met Ann. Ann met Bob.", "entities": [{"start": 0, "end": 2}, {"start": 8, "end": 10}, {"start": 13, "end": 15}]}, "qas": [{"idx": 6, "query": "@placeholder smiled", "answers": [{"start": 0, "end": 2, "text": "Bob"}]}]}""");

        Assert.Equal("record query: @placeholder smiled entities: Ann, Bob passage: Bob met Ann. Ann met Bob.", example.Input);
        Assert.Equal(("Bob", "1:6"), (example.Target, example.Group));
    }

    [Fact]
    public void A_ReCoRD_query_without_answers_has_an_unknown_target() => Formatted.Check("super_glue_record",
        """{"passage": "p", "query": "q", "entities": ["e"], "answers": [], "idx": {"passage": 0, "query": 0}}""",
        "record query: q entities: e passage: p", "<unk>");

    [Fact]
    public void The_definite_pronoun_is_marked_once() => Formatted.Check("dpr",
        """{"sentence": "The cat saw the dog, so it ran and it hid.", "pronoun": "it", "candidates": ["The cat", "the dog"], "label": 1}""",
        "wsc: The cat saw the dog, so *it* ran and it hid.", "the dog");

    [Fact]
    public void The_diagnostic_sets_read_as_RTE()
    {
        Formatted.Check("super_glue_axb", """{"sentence1": "p", "sentence2": "h", "label": 0, "idx": 0}""", "rte hypothesis: h premise: p", "entailment");
        Formatted.Check("super_glue_axg", """{"premise": "p", "hypothesis": "h", "label": 1, "idx": 0}""", "rte hypothesis: h premise: p", "not_entailment");
    }
}
