namespace ExT5.Data.Tests;

public class PorterStemmerTests
{
    [Fact]
    public void Stems_agree_with_NLTK() =>
        Assert.All(MetricCases.Root.GetProperty("stems").EnumerateObject(), each =>
            Assert.Equal((each.Name, each.Value.GetString()), (each.Name, PorterStemmer.Stem(each.Name))));

    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("hopping", "hop")]
    [InlineData("filing", "file")]
    [InlineData("relational", "relat")]
    [InlineData("electricity", "electr")]
    [InlineData("adoption", "adopt")]
    [InlineData("controlling", "control")]
    public void Examples_of_Porters_paper_hold(string word, string stem) => Assert.Equal(stem, PorterStemmer.Stem(word));

    [Fact]
    public void A_word_of_a_million_letters_is_stemmed()
    {
        var word = new string('y', 1_000_000) + "ing";

        Assert.Equal(1_000_000, PorterStemmer.Stem(word).Length);
    }
}
