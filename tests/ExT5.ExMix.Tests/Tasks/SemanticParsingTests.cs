using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class SemanticParsingTests
{
    [Theory]
    [InlineData("atis_funql", "parse atis to funql: ")]
    [InlineData("geo_funql", "parse geo to funql: ")]
    public void FunQL_takes_the_first_two_columns(string task, string prefix) => Formatted.Check(task,
        """{"0": "how big is rome", "1": "answer(size(cityid('rome', _)))"}""", prefix + "how big is rome", "answer(size(cityid('rome', _)))");

    [Fact]
    public void COGS_parses_sentences_and_leaves_single_words_out()
    {
        Formatted.Check("cogs", """{"0": "A cat ran .", "1": "cat ( x _ 1 ) AND run . agent ( x _ 2 , x _ 1 )", "2": "in_distribution"}""",
            "parse cogs: A cat ran .", "cat ( x _ 1 ) AND run . agent ( x _ 2 , x _ 1 )");
        Assert.Empty(Formatted.Rows("cogs", """{"0": "cat", "1": "LAMBDA a . cat ( a )", "2": "primitive"}"""));
        Assert.Empty(Formatted.Rows("cogs", """{"0": "Julian shattered .", "1": "shatter . theme ( x _ 1 , Julian )", "2": "exposure_example_unacc"}"""));
        Assert.Single(Formatted.Rows("cogs", """{"0": "The cat ran .", "1": "* cat ( x _ 1 )", "2": "cp_recursion"}""", new DatasetSplit("gen")));
    }

    [Fact]
    public void A_row_with_too_few_columns_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Rows("geo_funql", """{"0": "how big is rome"}"""));

        Assert.Contains("1 columns, and column 2 is needed", error.Message);
    }
}
