using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class WscTests
{
    private const string Row =
        """{"text": "Ann told Eve that she won the prize .", "span1_text": "Ann", "span1_index": 0, "span2_text": "she", "span2_index": 4, "idx": 0, "label": %}""";

    [Fact]
    public void The_pronoun_is_marked_and_the_referent_is_the_target() => Formatted.Check("super_glue_wsc",
        Row.Replace("%", "1"), "wsc: Ann told Eve that *she* won the prize .", "Ann");

    [Fact]
    public void Training_leaves_out_referents_that_are_not_meant() =>
        Assert.Empty(Formatted.Rows("super_glue_wsc", Row.Replace("%", "0")));

    [Theory]
    [InlineData("1", "True")]
    [InlineData("0", "False")]
    public void Evaluation_keeps_all_and_says_whether_the_referent_is_meant(string label, string meant)
    {
        var example = Assert.Single(Formatted.Rows("super_glue_wsc", Row.Replace("%", label), DatasetSplit.Validation));

        Assert.Equal("Ann", example.Target);
        Assert.Equal(["Ann", meant], example.References);
    }

    [Fact]
    public void The_download_nests_the_spans() => Formatted.Check("super_glue_wsc",
        """{"text": "The jar fell. It broke.", "target": {"span1_text": "the jar.", "span1_index": 0, "span2_text": "it", "span2_index": 3}, "idx": 0, "label": true}""",
        "wsc: The jar fell. *It* broke.", "The jar");

    [Fact]
    public void Punctuation_behind_the_pronoun_stands_apart() => Formatted.Check("super_glue_wsc",
        """{"text": "Tom won. \"Good for him,\" said Ann. ", "span1_text": "Tom", "span1_index": 0, "span2_text": "him", "span2_index": 4, "idx": 0, "label": 1}""",
        "wsc: Tom won. \"Good for *him* ,\" said Ann.", "Tom");

    [Fact]
    public void An_index_one_word_too_low_is_mended() => Formatted.Check("super_glue_wsc",
        """{"text": "Tom kept the pen to use it later", "span1_text": "the pen", "span1_index": 2, "span2_text": "it", "span2_index": 5, "idx": 0, "label": 1}""",
        "wsc: Tom kept the pen to use *it* later", "the pen");

    [Fact]
    public void A_pronoun_that_is_not_there_is_refused() => Assert.Throws<FormatException>(() => Formatted.Row("super_glue_wsc",
        """{"text": "Tom sat", "span1_text": "Tom", "span1_index": 0, "span2_text": "it", "span2_index": 1, "idx": 0, "label": 1}"""));
}
