using CsCheck;
using Microsoft.ML.Tokenizers;

namespace ExT5.Core.Tests;

/// <summary>A model and the tokenizer it is joined with are compared before anything is computed.</summary>
public sealed class VocabularyComparisonTests
{
    private static readonly T5Config Config = new()
    {
        VocabularySize = 128,
        ModelSize = 8,
        KeyValueSize = 4,
        FeedForwardSize = 8,
        Heads = 1,
        EncoderLayers = 1,
        DecoderLayers = 1,
        PadId = 3,
        EosId = 5,
        DecoderStartId = 2,
    };

    [Fact]
    public void Generator_scorer_and_embedder_refuse_other_ids_and_list_every_difference()
    {
        using var model = new T5Model(Config);
        Func<Tokenizer, object>[] joined = [tokenizer => new T5Generator(model, tokenizer), tokenizer => new T5Scorer(model, tokenizer), tokenizer => new T5Embedder(model, tokenizer)];

        Gen.Select(Gen.Int[120, 136], Gen.Int[2, 4], Gen.Int[4, 6]).Sample((size, pad, eos) =>
        {
            var tokenizer = new TellingTokenizer(new Dictionary<string, int> { ["vocab_size"] = size, ["pad_token_id"] = pad, ["eos_token_id"] = eos });
            var differences = (size > 128 ? 1 : 0) + (pad != 3 ? 1 : 0) + (eos != 5 ? 1 : 0);
            foreach (var join in joined)
                Assert.Equal(differences, (Record.Exception(() => join(tokenizer)) as VocabularyMismatchException)?.Differences.Count ?? 0);
        }, iter: 200);
    }

    [Fact]
    public void The_message_says_both_sides_of_each_difference()
    {
        var error = Assert.Throws<VocabularyMismatchException>(() => Config.CheckVocabulary(size: 32_100, padId: 0, eosId: 1));

        Assert.Equal(
            ["size: the vocabulary has 32100 ids, the model's table 128 rows", "EOS: id 1 in the vocabulary, 5 in the model", "pad: id 0 in the vocabulary, 3 in the model"],
            error.Differences);
        Assert.All(error.Differences, difference => Assert.Contains(difference, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_tokenizer_that_tells_nothing_and_a_larger_table_are_taken()
    {
        using var model = new T5Model(Config);

        using var generator = new T5Generator(model, new AsciiTokenizer());
        Assert.NotNull(new T5Scorer(model, new TellingTokenizer(new Dictionary<string, int>())));
        Config.CheckVocabulary(size: 100, padId: 3, eosId: 5);
    }

    [Theory]
    [InlineData(5, 7)]
    [InlineData(7, 5)]
    public void Any_of_a_models_ends_may_be_the_vocabularys_which_inputs_are_then_given(int first, int second)
    {
        using var plain = new T5Model(Config with { EosId = 7 });
        using var model = new T5Model(Config with { EosId = first, OtherEosIds = [second] });
        var expected = new T5Embedder(plain).EmbedIds([[20, 21, 7]]);

        var actual = new T5Embedder(model, new TellingTokenizer(new Dictionary<string, int> { ["eos_token_id"] = 7 })).EmbedIds([[20, 21]]);

        Assert.Equal(expected[0], actual[0]);
        Assert.Throws<VocabularyMismatchException>(
            () => new T5Embedder(model, new TellingTokenizer(new Dictionary<string, int> { ["eos_token_id"] = 6 })));
    }
}
