namespace ExT5.ExMix.Tests.Tasks;

public sealed class GlueTests
{
    [Fact]
    public void RTE_reads_the_sentences_in_order_and_names_the_label() => Formatted.Check("glue_rte",
        """{"sentence1": "The lamp is on.", "sentence2": "It is dark.", "label": 1, "idx": 0}""",
        "rte sentence1: The lamp is on. sentence2: It is dark.", "not_entailment");
}
