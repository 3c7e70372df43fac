using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace ExT5.Data.Tests;

public class WordEncoderTests
{
    // Tokens with their places are always cut the general way, without remembered words.
    [Theory]
    [InlineData(0)]
    [InlineData(1e-7)]
    [InlineData(1e-5)]
    [InlineData(1e-3)]
    public void Remembered_words_have_the_pieces_of_the_general_way_however_close_scores_are(double apart)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var vocabulary = T5Vocabulary.Load(Model(random, apart).AsSpan());
            for (var text = 0; text < 10; text++)
            {
                var words = Words(random, random.Next(400));
                Assert.Equal(vocabulary.EncodeToTokens(words, out _).Select(token => token.Id), GoldenTokenizer.Encode(vocabulary, words));
            }
        }
    }

    // -1 and -2 sum up to more than -3.0000002, but behind a score of -1000 both are -1003, and the longer piece comes first.
    [Fact]
    public void What_came_before_can_change_the_pieces_of_a_word()
    {
        var vocabulary = T5Vocabulary.Load(new ModelBytes().Specials()
            .Piece("▁a", -1).Piece("b", -2).Piece("▁ab", float.BitDecrement(-3)).Piece("▁c", -10).Trainer().Normalizer().ToArray().AsSpan());

        var ids = GoldenTokenizer.Encode(vocabulary, "ab" + string.Concat(Enumerable.Repeat(" c", 100)) + " ab");

        Assert.Equal([3, 4, 6], ids[..3]);
        Assert.Equal([6, 5], ids[^2..]);
    }

    [Fact]
    public void A_run_of_unknown_characters_over_parts_and_words_is_one_unknown_id()
    {
        var vocabulary = T5Vocabulary.Load(new ModelBytes().Specials().Piece("a", -1).Trainer().Normalizer().ToArray().AsSpan());

        for (var round = 0; round < 3; round++) Assert.Equal([2, 3, 2, 3, 3], GoldenTokenizer.Encode(vocabulary, "?! z a-~ ? aa"));
    }

    [Fact]
    public void Words_of_any_length_are_encoded()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");

        for (var length = 1; length < 80; length++)
        {
            var text = $"{new string('x', length)} an{new string('-', length)}d";
            Assert.Equal(vocabulary.EncodeToTokens(text, out _).Select(token => token.Id), GoldenTokenizer.Encode(vocabulary, text));
        }
    }

    [Fact]
    public void Many_more_words_than_are_remembered_are_encoded_right()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");
        var text = string.Join(' ', Enumerable.Range(0, 100_000).Select(word => (word * 7919L).ToString("x")));

        for (var round = 0; round < 2; round++)
            Assert.Equal(vocabulary.EncodeToTokens(text, out _).Select(token => token.Id), GoldenTokenizer.Encode(vocabulary, text));
    }

    private static byte[] Model(Random random, double apart)
    {
        var model = new ModelBytes().Specials();
        var pieces = new HashSet<string>();
        for (var i = 0; i < 60; i++)
        {
            var piece = (random.Next(3) == 0 ? "▁" : "") + new string([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Letter(random))]);
            if (pieces.Add(piece)) model.Piece(piece, (float)(-piece.Length * (1 + random.Next(3) / 2.0) + apart * random.NextDouble()));
        }
        return model.Trainer().Normalizer().ToArray();
    }

    private static string Words(Random random, int count)
        => string.Join(' ', Enumerable.Range(0, count).Select(_ => new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => Letter(random))])));

    private static char Letter(Random random) => "abbccc,-é"[random.Next(9)];
}
