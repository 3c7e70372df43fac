using System.Text.Json;

namespace ExT5.Data.Tests;

public class BleuTests
{
    private const double RoundingOfSums = 1e-9;

    [Fact]
    public void Scores_agree_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.bleu"), each => Scores.AssertCase(new Bleu(), each));

    [Theory]
    [InlineData(BleuTokenizer.International, "intl")]
    [InlineData(BleuTokenizer.Mteval13a, "13a")]
    public void Words_agree_with_sacreBLEU(BleuTokenizer tokenizer, string expected) =>
        Assert.All(MetricCases.Texts, text => Assert.Equal(
            text.GetProperty(expected).GetString(),
            string.Join(' ', BleuWords.Of(text.GetProperty("prediction").GetString()!, tokenizer))));

    [Theory]
    [InlineData(BleuTokenizer.International, "intl")]
    [InlineData(BleuTokenizer.Mteval13a, "13a")]
    public void Corpus_scores_agree_with_sacreBLEU(BleuTokenizer tokenizer, string name)
    {
        var expected = MetricCases.Root.GetProperty("bleu").GetProperty(name);
        var first = MetricCases.Predictions.Select(each => each with { References = [each.References[0]] });

        Assert.Equal(expected.GetProperty("one").GetDouble(), Scores.Of(new Bleu(tokenizer), first)["bleu"], RoundingOfSums);
        Assert.Equal(expected.GetProperty("all").GetDouble(),
            Scores.Of(new Bleu(tokenizer), MetricCases.Predictions)["bleu"], RoundingOfSums);
    }

    [Fact]
    public void Single_sentences_agree_with_sacreBLEU()
    {
        var expected = MetricCases.Root.GetProperty("bleu").GetProperty("intl").GetProperty("sentences").EnumerateArray();

        foreach (var (score, prediction) in expected.Zip(MetricCases.Predictions))
            Assert.Equal(score.GetDouble(), Scores.Of(new Bleu(), [prediction])["bleu"], RoundingOfSums);
    }

    [Fact]
    public void Symbols_beyond_the_basic_plane_stand_alone() =>
        Assert.Equal(["a", "😀", "b"], BleuWords.Of("a😀b", BleuTokenizer.International));

    [Fact]
    public void A_short_answer_pays_the_brevity_penalty() =>
        Assert.Equal(100 * Math.Exp(1 - 8.0 / 4), Scores.Of(new Bleu(), "a b c d", "a b c d e f g h")["bleu"], RoundingOfSums);

    [Fact]
    public void Every_setting_agrees_with_sacreBLEU() => Assert.All(MoreCases.Of("bleu"), settings =>
    {
        var metric = Setting(settings);
        var first = MoreCases.Predictions.Select(each => each with { References = [each.References[0]] });

        Assert.Equal(MoreCases.Number(settings, "corpus"), Scores.Of(metric, MoreCases.Predictions).Values.Single(), RoundingOfSums);
        Assert.Equal(MoreCases.Number(settings, "first"), Scores.Of(metric, first).Values.Single(), RoundingOfSums);
        Assert.Equal(MoreCases.Number(settings, "mean_of_sentences"),
            Scores.Of(new SentenceBleu(metric), MoreCases.Predictions)["sentence_bleu"], RoundingOfSums);
    });

    [Fact]
    public void BLEU_1_is_the_share_of_words_that_match() =>
        Assert.Equal(75, Scores.Of(new Bleu(Orders: 1), "a b c x", "a b c d")["bleu1"], RoundingOfSums);

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Orders_out_of_range_are_refused(int orders) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bleu(Orders: orders));

    private static Bleu Setting(JsonElement settings) => new(
        settings.GetProperty("tokenizer").GetString() switch
        {
            "intl" => BleuTokenizer.International,
            "13a" => BleuTokenizer.Mteval13a,
            "char" => BleuTokenizer.Character,
            _ => BleuTokenizer.WhiteSpace,
        },
        settings.GetProperty("smoothing").GetString() switch
        {
            "exp" => BleuSmoothing.Exponential,
            "floor" => BleuSmoothing.Floor,
            "add-k" => BleuSmoothing.AddK,
            _ => BleuSmoothing.None,
        },
        settings.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null,
        settings.GetProperty("lowercase").GetBoolean(),
        settings.GetProperty("effective").GetBoolean(),
        settings.GetProperty("orders").GetInt32());
}
