using System.Text;
using System.Text.Json.Nodes;

namespace ExT5.Data.Tests;

/// <summary>A fingerprint covers every piece, score, type and normalizer rule, so equal ones mean equal ids of all texts.</summary>
public class TokenizerJsonTests
{
    [Theory]
    [InlineData("uni8k", 100)]
    [InlineData("uni8k_bf", 0)]
    [InlineData("uni8k_bf", 17)]
    public void A_converted_model_is_the_model_itself(string model, int extraIds)
    {
        var converted = Load(TokenizerJsonText.Of(GoldenTokenizer.PathOf(model + ".model"), extraIds), extraIds);

        Assert.Equal(T5Vocabulary.Load(GoldenTokenizer.PathOf(model + ".model"), extraIds).Fingerprint, converted.Fingerprint);
    }

    [Fact]
    public void The_tokenizer_json_of_the_T5_checkpoints_gives_their_vocabulary()
    {
        var converted = T5Vocabulary.Load(SharedFolder.Require("data/vocab/t5/tokenizer.json"));
        var original = T5Vocabulary.Load(SharedFolder.Require("data/vocab/t5/spiece.model"));

        Assert.Equal((32100, 100, 32099), (converted.Size, converted.SentinelCount, converted.SentinelId(0)));
        Assert.Equal(original.Fingerprint, converted.Fingerprint);
    }

    [Fact]
    public void Texts_get_the_ids_and_pieces_of_SentencePiece()
    {
        var vocabulary = Load(TokenizerJsonText.Of(GoldenTokenizer.PathOf("uni8k_bf.model"), 0), 0);

        foreach (var expected in GoldenTokenizer.Json("uni8k_bf.json")["cases"]!.AsArray())
        {
            var ids = GoldenTokenizer.Ints(expected!["ids"]);
            Assert.Equal(ids, GoldenTokenizer.Encode(vocabulary, (string)expected["text"]!));
            Assert.Equal((string)expected["decoded"]!, vocabulary.Decode(ids.AsSpan(), keepSentinels: true));
        }
    }

    [Fact]
    public void Sentinels_inside_the_vocabulary_act_as_user_defined_pieces_do()
    {
        var json = TokenizerJsonText.Of(GoldenTokenizer.PathOf("uni8k_ext.model"), 0);
        for (var index = 0; index < 100; index++)
            json["added_tokens"]!.AsArray().Add(TokenizerJsonText.Added(3 + index, $"<extra_id_{index}>"));

        Assert.Equal(GoldenTokenizer.Load("uni8k_ext").Fingerprint, Load(json).Fingerprint);
    }

    [Fact]
    public void Sentinels_may_lie_behind_the_vocabulary_in_any_order()
    {
        var json = TokenizerJsonText.Tiny();
        Pieces(json).RemoveRange(7, 2);
        json["added_tokens"]![3]!["content"] = "<extra_id_0>";
        json["added_tokens"]![4]!["content"] = "<extra_id_1>";

        var vocabulary = Load(json);

        Assert.Equal((9, 2, 7, 8), (vocabulary.Size, vocabulary.SentinelCount, vocabulary.SentinelId(0), vocabulary.SentinelId(1)));
    }

    [Fact]
    public void Sentinels_named_by_pieces_alone_are_found_as_in_mT5()
    {
        var json = TokenizerJsonText.Tiny();
        Pieces(json)[7]![0] = "▁<extra_id_1>";
        Pieces(json)[8]![0] = "▁<extra_id_0>";
        json["added_tokens"]!.AsArray().RemoveRange(3, 2);

        var vocabulary = Load(json);

        Assert.Equal((9, 2, 8, 7), (vocabulary.Size, vocabulary.SentinelCount, vocabulary.SentinelId(0), vocabulary.SentinelId(1)));
        Assert.Equal([6, 8], GoldenTokenizer.Encode(vocabulary, "ab <extra_id_0>"));
    }

    [Fact]
    public void Names_of_sentinels_and_special_tokens_stay_text_until_asked_for()
    {
        var vocabulary = Load(TokenizerJsonText.Tiny());
        var ids = new System.Buffers.ArrayBufferWriter<int>();

        vocabulary.EncodeWithSentinels("ab<extra_id_1></s>", ids);

        Assert.Equal([6, 7, 1], ids.WrittenSpan.ToArray());
        Assert.Equal([3, 2], GoldenTokenizer.Encode(vocabulary, "</s>"));
    }

    [Theory]
    [InlineData("""{"type":"Precompiled","precompiled_charsmap":null}""", """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","add_prefix_space":true,"str_rep":"▁"}]}""")]
    [InlineData("null", """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","prepend_scheme":"first"}]}""")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]}""", """{"type":"Metaspace","replacement":"▁"}""")]
    public void Older_and_newer_ways_to_say_the_same_are_understood(string normalizer, string preTokenizer)
    {
        var json = TokenizerJsonText.Tiny();
        json["normalizer"] = JsonNode.Parse(normalizer);
        json["pre_tokenizer"] = JsonNode.Parse(preTokenizer);
        json["post_processor"] = json["decoder"] = null;
        json["model"]!.AsObject().Remove("type");

        Assert.Equal([6, 3, 4], GoldenTokenizer.Encode(Load(json), "  ab  a "));
    }

    [Fact]
    public void Without_a_prefix_no_space_is_put_before_a_text()
    {
        var json = TokenizerJsonText.Tiny();
        json["pre_tokenizer"]!["prepend_scheme"] = "never";

        Assert.Equal([4, 5], GoldenTokenizer.Encode(Load(json), "ab"));
    }

    [Fact]
    public void A_folder_gives_its_SentencePiece_model_before_its_tokenizer_json()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Contains("ByteVocabulary", Assert.Throws<FileNotFoundException>(() => T5Vocabulary.Load(folder)).Message, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), TokenizerJsonText.Tiny().ToJsonString());
        Assert.Equal(9, T5Vocabulary.Load(folder).Size);

        File.Copy(GoldenTokenizer.PathOf("uni8k.model"), Path.Combine(folder, "spiece.model"));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), TokenizerJsonText.Of(GoldenTokenizer.PathOf("uni8k.model"), 100).ToJsonString());
        Assert.Equal(GoldenTokenizer.Load("uni8k").Fingerprint, T5Vocabulary.Load(folder).Fingerprint);
        Directory.Delete(folder, recursive: true);
    }

    private static JsonArray Pieces(JsonObject json) => json["model"]!["vocab"]!.AsArray();

    private static T5Vocabulary Load(JsonObject json, int extraIds = T5Vocabulary.DefaultExtraIds) =>
        T5Vocabulary.Load(Encoding.UTF8.GetBytes(json.ToJsonString()).AsSpan(), extraIds);
}
