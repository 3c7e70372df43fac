using System.Text.Json;

namespace ExT5.Data.Tests;

public class ChrFTests
{
    [Fact]
    public void Every_setting_agrees_with_sacreBLEU() => Assert.All(MoreCases.Of("chrf"), settings =>
    {
        var metric = Setting(settings);
        var sentences = settings.GetProperty("sentences").EnumerateArray();

        Assert.Equal(MoreCases.Number(settings, "corpus"), Scores.Of(metric, MoreCases.Predictions).Values.Single(), MoreCases.RoundingOfSums);
        foreach (var (score, prediction) in sentences.Zip(MoreCases.Predictions))
            Assert.Equal(score.GetDouble(), Scores.Of(metric, [prediction]).Values.Single(), MoreCases.RoundingOfSums);
    });

    [Theory]
    [InlineData(0, "chrf")]
    [InlineData(2, "chrf++")]
    public void Orders_of_words_are_in_its_name(int words, string name) =>
        Assert.Equal(100, Scores.Of(new ChrF(WordOrders: words), "the cat sat", "the cat sat")[name], MoreCases.RoundingOfSums);

    [Fact]
    public void A_pair_of_surrogates_is_one_character() =>
        Assert.Equal(3, NgramCounts.OfCharacters("😀a😀b", 2).Total);

    [Fact]
    public void Orders_out_of_range_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrF(CharacterOrders: 0));

    private static ChrF Setting(JsonElement settings) => new(
        settings.GetProperty("characters").GetInt32(), settings.GetProperty("words").GetInt32(), MoreCases.Number(settings, "beta"),
        settings.GetProperty("lowercase").GetBoolean(), settings.GetProperty("whitespace").GetBoolean());
}
