using System.Text.Json.Nodes;

namespace ExT5.Data.Tests;

public class T5VocabularyTests
{
    [Theory]
    [InlineData("uni8k_bf")]
    [InlineData("uni8k_ext")]
    public void Ids_pieces_and_text_equal_those_of_SentencePiece(string model)
    {
        var vocabulary = GoldenTokenizer.Load(model);

        foreach (var expected in GoldenTokenizer.Json(model + ".json")["cases"]!.AsArray())
        {
            var text = (string)expected!["text"]!;
            var ids = GoldenTokenizer.Ints(expected["ids"]);
            Assert.Equal(ids, GoldenTokenizer.Encode(vocabulary, text));
            Assert.Equal(ids, vocabulary.EncodeToIds(text));
            Assert.Equal(ids.Length, vocabulary.CountTokens(text));
            Assert.Equal(expected["normalized_pieces"]!.AsArray().Select(piece => (string)piece!), Pieces(vocabulary, text));
            Assert.Equal((string)expected["decoded"]!, vocabulary.Decode(ids.AsSpan(), keepSentinels: true));
        }
    }

    [Theory]
    [InlineData("keep_spaces")]
    [InlineData("space_behind")]
    [InlineData("no_prefix")]
    public void Whitespace_rules_and_user_defined_pieces_act_as_in_SentencePiece(string model)
    {
        var vocabulary = GoldenTokenizer.Load(model);

        foreach (var expected in GoldenTokenizer.Json("whitespace_rules.json")["models"]![model]!.AsArray())
        {
            var ids = GoldenTokenizer.Ints(expected!["ids"]);
            Assert.Equal(ids, GoldenTokenizer.Encode(vocabulary, (string)expected["text"]!));
            Assert.Equal((string)expected["decoded"]!, vocabulary.Decode(ids));
        }
    }

    [Fact]
    public void Tokens_lie_where_SentencePiece_says_in_characters_of_the_text()
    {
        foreach (var expected in GoldenTokenizer.Json("offsets.json")["cases"]!.AsArray())
        {
            var vocabulary = GoldenTokenizer.Load((string)expected!["model"]!);

            var tokens = vocabulary.EncodeToTokens((string)expected["text"]!, out var normalized);

            Assert.Null(normalized);
            Assert.Equal(expected["tokens"]!.AsArray().Select(Describe), tokens.Select(token => $"{token.Id} {token.Value} {token.Offset}"));
        }
    }

    [Fact]
    public void Sentinels_are_added_behind_the_pieces_counting_down()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");

        Assert.Equal((8100, 100, 0, 1, 2), (vocabulary.Size, vocabulary.SentinelCount, vocabulary.PadId, vocabulary.EosId, vocabulary.UnknownId));
        Assert.Equal((8099, 8000), (vocabulary.SentinelId(0), vocabulary.SentinelId(99)));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.SentinelId(100));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.SentinelId(-1));
    }

    [Fact]
    public void Sentinels_of_the_file_are_used_and_none_are_added()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k_ext");

        Assert.Equal((8000, 100), (vocabulary.Size, vocabulary.SentinelCount));
        Assert.Equal((3, 102), (vocabulary.SentinelId(0), vocabulary.SentinelId(99)));
        Assert.Equal([3], GoldenTokenizer.Encode(vocabulary, "<extra_id_0>")[^1..]);
    }

    [Fact]
    public void Sentinel_names_in_a_text_stay_text()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");

        var ids = GoldenTokenizer.Encode(vocabulary, "<extra_id_0>");

        Assert.DoesNotContain(vocabulary.SentinelId(0), ids);
        Assert.Equal("<extra_id_0>", vocabulary.Decode(ids.AsSpan()));
    }

    [Fact]
    public void Decode_stops_at_EOS_and_shows_sentinels_only_when_asked()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");
        int[] ids = [vocabulary.PadId, vocabulary.SentinelId(0), 995, vocabulary.SentinelId(1), 356, vocabulary.EosId, 84];

        Assert.Equal("text world", vocabulary.Decode(ids));
        Assert.Equal("<extra_id_0> text<extra_id_1> world", vocabulary.Decode(ids.AsSpan(), keepSentinels: true));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8100)]
    [InlineData(int.MaxValue)]
    [InlineData(2)]
    public void Ids_outside_the_vocabulary_decode_as_unknown(int id)
        => Assert.Equal(" \u2047 ", GoldenTokenizer.Load("uni8k").Decode([id]));

    [Fact]
    public void Equal_fingerprints_mean_equal_ids_however_the_model_came()
    {
        var bytes = File.ReadAllBytes(GoldenTokenizer.PathOf("uni8k.model"));
        var fromPath = GoldenTokenizer.Load("uni8k").Fingerprint;

        Assert.Equal(64, fromPath.Length);
        Assert.Equal(fromPath, T5Vocabulary.Load(bytes.AsSpan()).Fingerprint);
        Assert.Equal(fromPath, T5Vocabulary.Load(new MemoryStream(bytes)).Fingerprint);
        Assert.NotEqual(fromPath, T5Vocabulary.Load(bytes.AsSpan(), extraIds: 99).Fingerprint);
        Assert.NotEqual(fromPath, GoldenTokenizer.Load("uni8k_bf").Fingerprint);
    }

    private static IEnumerable<string> Pieces(T5Vocabulary vocabulary, string text)
        => vocabulary.EncodeToTokens(text, out _).Select(token => token.Value);

    private static string Describe(JsonNode? token) => $"{token!["id"]} {token["piece"]} {token["begin"]}..{token["end"]}";
}
