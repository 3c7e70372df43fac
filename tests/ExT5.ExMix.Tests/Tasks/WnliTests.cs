using System.Security.Cryptography;
using System.Text;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>WNLI as WSC; the first row is the example in T5's documentation of <c>wnli_simple</c>.</summary>
public sealed class WnliTests
{
    [Theory]
    [InlineData("The fish ate the worm. It was tasty.", "The worm was tasty.", "wsc: The fish ate the worm. *It* was tasty.", "The worm")]
    [InlineData("The box fell on the toy and broke it.", "The box broke the toy.", "wsc: The box fell on the toy and broke *it* .", "the toy")]
    [InlineData("Ann saw Eve's car because it was red.", "Eve's car was red.", "wsc: Ann saw Eve's car because *it* was red.", "Eve's car")]
    public void What_the_hypothesis_has_in_place_of_the_pronoun_is_the_referent(string premise, string hypothesis, string input, string referent)
    {
        var example = Formatted.Row("glue_wnli", $$"""{"sentence1": "{{premise}}", "sentence2": "{{hypothesis}}", "label": 1, "idx": 0}""");

        Assert.Equal((input, referent), (example.Input, example.Target));
        Assert.Equal([referent, "True"], example.References);
    }

    [Fact]
    public void A_referent_is_never_possessive() => Assert.Equal(
        ["Ann", "False"],
        Formatted.Row("glue_wnli", """{"sentence1": "Ann told Eve that her hat was red.", "sentence2": "Ann's hat was red.", "label": 0}""").References);

    // The digests are those of the texts that T5's own functions (t5 @e081111, preprocessors.py) make of the files.
    [Theory]
    [InlineData("nli/wnli/dev.tsv", 71, "c6b0106564aea9cef9412905c39b6804fc49a8177aea89c2a1cf8d694c8878e4")]
    [InlineData("nli/wnli/train.tsv", 518, "6b4aee0304f9ecc7599586b91802583b1257dd873cd9e237b35cb9c6745d63cc")]
    public async Task Every_published_row_becomes_the_text_that_T5_makes_of_it(string file, int count, string sha256)
    {
        var rows = await RealRows.Delimited(file, header: true);

        var texts = rows.Select(row => row.Example("glue_wnli")).Select(example => $"{example.Input}\t{example.Target}\n");

        Assert.Equal(count, rows.Count);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts)))));
    }

    [Fact]
    public void A_premise_without_pronoun_is_refused() => Assert.Throws<FormatException>(
        () => Formatted.Row("glue_wnli", """{"sentence1": "Ann sat.", "sentence2": "Ann sat.", "label": 0}"""));
}
