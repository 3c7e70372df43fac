namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Rows in the Hub's layout; the texts follow T5's <c>glue</c> by hand: features in alphabetical order.</summary>
public sealed class GlueTests
{
    [Fact]
    public void CoLA_names_the_acceptability() => Formatted.Check("glue_cola",
        """{"sentence": "The box on the shelf are blue.", "label": 0, "idx": 3}""",
        "cola sentence: The box on the shelf are blue.", "unacceptable");

    [Fact]
    public void SST2_names_the_sentiment() => Formatted.Check("glue_sst2",
        """{"sentence": "a warm little film ", "label": 1, "idx": 7}""",
        "sst2 sentence: a warm little film ", "positive");

    [Fact]
    public void MRPC_names_the_equivalence() => Formatted.Check("glue_mrpc",
        """{"sentence1": "He sold it.", "sentence2": "It was sold by him.", "label": 1, "idx": 0}""",
        "mrpc sentence1: He sold it. sentence2: It was sold by him.", "equivalent");

    [Fact]
    public void QQP_names_whether_questions_are_duplicates() => Formatted.Check("glue_qqp",
        """{"question1": "How old is the moon?", "question2": "How far is the moon?", "label": 0, "idx": 10}""",
        "qqp question1: How old is the moon? question2: How far is the moon?", "not_duplicate");

    [Fact]
    public void MNLI_puts_the_hypothesis_before_the_premise() => Formatted.Check("glue_mnli",
        """{"premise": "All lamps are on.", "hypothesis": "No lamp is on.", "label": 2, "idx": 0}""",
        "mnli hypothesis: No lamp is on. premise: All lamps are on.", "contradiction");

    [Fact]
    public void QNLI_names_whether_the_sentence_answers() => Formatted.Check("glue_qnli",
        """{"question": "Who came?", "sentence": "It rained.", "label": 1, "idx": 0}""",
        "qnli question: Who came? sentence: It rained.", "not_entailment");

    [Fact]
    public void RTE_reads_the_sentences_in_order() => Formatted.Check("glue_rte",
        """{"sentence1": "The lamp is on.", "sentence2": "It is bright.", "label": 0, "idx": 0}""",
        "rte sentence1: The lamp is on. sentence2: It is bright.", "entailment");

    [Fact]
    public void A_hidden_label_is_unknown() => Formatted.Check("glue_rte",
        """{"sentence1": "a", "sentence2": "b", "label": -1, "idx": 0}""", "rte sentence1: a sentence2: b", "<unk>");

    [Theory]
    [InlineData("1.8", "1.8")]
    [InlineData("3.25", "3.2")]
    [InlineData("5", "5.0")]
    [InlineData("0", "0.0")]
    [InlineData("2.5", "2.4")] // 12.5 fifths; half goes to the even 12
    [InlineData("3.5", "3.6")] // 17.5 fifths; half goes to the even 18
    public void STSB_rounds_the_score_to_the_nearest_fifth(string score, string target) => Formatted.Check("glue_stsb",
        $$"""{"sentence1": "A man runs.", "sentence2": "A man walks.", "label": {{score}}, "idx": 0}""",
        "stsb sentence1: A man runs. sentence2: A man walks.", target);

    [Fact]
    public void The_diagnostic_set_reads_as_MNLI() => Formatted.Check("glue_ax",
        """{"premise": "p", "hypothesis": "h", "label": -1, "idx": 0}""", "mnli hypothesis: h premise: p", "<unk>");

    [Fact]
    public void Mismatched_MNLI_reads_as_MNLI() => Formatted.Check("glue_mnli_mismatched",
        """{"premise": "p", "hypothesis": "h", "label": 1, "idx": 0}""", "mnli hypothesis: h premise: p", "neutral");

    [Fact]
    public void A_label_outside_the_names_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Row("glue_rte", """{"sentence1": "a", "sentence2": "b", "label": 2}"""));

        Assert.Equal("The label 2 is none of 0 to 1 (entailment, not_entailment); -1 stands for an unknown label.", error.Message);
    }
}
