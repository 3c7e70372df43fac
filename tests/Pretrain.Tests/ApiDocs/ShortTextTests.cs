using CsCheck;
using Pretrain.ApiDocs;

namespace Pretrain.Tests.ApiDocs;

public class ShortTextTests
{
    [Theory]
    [InlineData("One. Two. Three.", 9, "One. Two.")]
    [InlineData("One two three four.", 12, "One two ...")]
    [InlineData("Uses x, e.g. this. Then more.", 20, "Uses x, e.g. this.")]
    [InlineData("Short.", 20, "Short.")]
    public void Text_is_cut_after_a_sentence_or_else_after_a_word(string text, int length, string expected) =>
        Assert.Equal(expected, ShortText.Fit(text, length));

    [Fact]
    public void Cut_text_is_a_beginning_no_longer_than_asked() =>
        Gen.Select(Gen.String[Gen.Char[" .aB"], 1, 60], Gen.Int[8, 60]).Sample((text, length) =>
        {
            var cut = ShortText.Fit(text, length);
            var kept = cut.EndsWith(" ...", StringComparison.Ordinal) ? cut[..^4] : cut;
            Assert.True(cut.Length <= length && text.StartsWith(kept, StringComparison.Ordinal));
        });

    [Fact]
    public void The_first_sentence_ends_before_a_label() =>
        Assert.Equal("The array.", ShortText.FirstSentence("The array. index: The index."));
}
