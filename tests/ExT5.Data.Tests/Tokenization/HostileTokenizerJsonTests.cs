using System.Text;
using System.Text.Json.Nodes;

namespace ExT5.Data.Tests;

/// <summary>Every malformed or foreign tokenizer.json ends in a <see cref="VocabularyException"/> that names the rule.</summary>
public class HostileTokenizerJsonTests
{
    private const string Text = "{}[],:\"0189-eE.\\u▁<>/";

    public static TheoryData<string, string, string?> Broken => new()
    {
        { "'BPE'; T5 needs 'Unigram'", "model.type", "\"BPE\"" },
        { "'model.merges'", "model.merges", "[]" },
        { "it has no 'model'", "model", null },
        { "'model' is not an object", "model", "[]" },
        { "0 pieces", "model.vocab", "[]" },
        { "'model.vocab' is unknown or of another kind", "model.vocab", "{\"a\":1}" },
        { "unk_id 9", "model.unk_id", "9" },
        { "unk_id -1", "model.unk_id", "null" },
        { "'model.unk_id'", "model.unk_id", "2.5" },
        { "not [text, score]", "model.vocab.3", "[\"a\"]" },
        { "not [text, score]", "model.vocab.3", "[\"a\",1,2]" },
        { "not [text, score]", "model.vocab.3", "\"a\"" },
        { "scores must be finite", "model.vocab.3", "[\"a b\",1e300]" },
        { "0 bytes", "model.vocab.3", "[\"\",0]" },
        { "without NUL", "model.vocab.3", "[\"a\\u0000\",0]" },
        { "the same text", "model.vocab.3", "[\"a\",0]" },
        { "another than piece 0", "model.vocab.0", "[\"[PAD]\",0]" },
        { "must differ", "model.unk_id", "0" },
        { "<0x00> is missing", "model.byte_fallback", "true" },
        { "another than piece 3", "added_tokens.3.id", "3" },
        { "lacks an id", "added_tokens.3.id", "-1" },
        { "lacks the text 'content'", "added_tokens.3.content", "7" },
        { "single word", "added_tokens.3.single_word", "true" },
        { "have the same id", "added_tokens.3", "{\"id\":8,\"content\":\"<extra_id_0>\",\"special\":true}" },
        { "a gap or stands twice", "added_tokens.3", "{\"id\":77,\"content\":\"<extra_id_3>\",\"special\":true}" },
        { "'added_tokens' is not an array", "added_tokens", "{}" },
        { "normalizer {\"type\":\"NFKC\"} is not supported", "normalizer", "{\"type\":\"NFKC\"}" },
        { "normalizer {\"type\":\"Lowercase\"} is not supported", "normalizer.normalizers.1", "{\"type\":\"Lowercase\"}" },
        { "keeps runs of spaces", "normalizer.normalizers.2", "{\"type\":\"Strip\"}" },
        { "'Sequence' without 'normalizers'", "normalizer", "{\"type\":\"Sequence\"}" },
        { "not valid JSON of this kind", "normalizer.normalizers.0.precompiled_charsmap", "\"no base64!\"" },
        { "character map has 3 bytes", "normalizer.normalizers.0.precompiled_charsmap", "\"AAAA\"" },
        { "pre_tokenizer {\"type\":\"Digits\"} is not supported", "pre_tokenizer", "{\"type\":\"Digits\"}" },
        { "has no 'Metaspace'", "pre_tokenizer", "null" },
        { "is not supported there", "pre_tokenizer.replacement", "\"_\"" },
        { "prepend_scheme 'always'", "pre_tokenizer.prepend_scheme", "\"sometimes\"" },
        { "decoder {\"type\":\"WordPiece\"} is not supported", "decoder", "{\"type\":\"WordPiece\"}" },
        { "post_processor", "post_processor", "{\"type\":\"BertProcessing\"}" },
        { "puts '</s>' behind", "post_processor.single", "[{\"SpecialToken\":{\"id\":\"<s>\"}},{\"Sequence\":{\"id\":\"A\"}},{\"SpecialToken\":{\"id\":\"</s>\"}}]" },
        { "none of tokenizers' version 1.0", "more", "[]" },
    };

    public static TheoryData<string> NoJson => new()
    {
        "{", "{}{}", "{\"model\":}", "{\"version\":\"1.0\",\"version\":\"1.0\"}", "{\"model\":{\"unk_id\":1,\"unk_id\":1}}",
        "{\"normalizer\":" + new string('[', 40) + new string(']', 40) + "}", "{\"normalizer\":{\"type\":\"Strip\",\"type\":\"Strip\"}}",
        "{\"model\":{\"unk_id\":0,\"vocab\":[[\"\\ud800\",0]]}}", "{\"\\ud800\":1}",
        "{\"added_tokens\":[" + new string(' ', 17 << 20) + "],\"model\":{\"unk_id\":0,\"vocab\":[[\"a\",0]]}}",
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_named(string rule, string place, string? value)
    {
        var json = With(TokenizerJsonText.Tiny(), place, value);

        var refusal = Assert.Throws<VocabularyException>(() => Load(json.ToJsonString()));

        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is not a usable tokenizer.json", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NoJson))]
    public void What_is_no_JSON_of_this_kind_is_refused(string text) =>
        Assert.Throws<VocabularyException>(() => Load(text));

    [Theory]
    [InlineData("<pad>")]
    [InlineData("</s>")]
    public void A_vocabulary_without_padding_or_end_is_refused(string piece)
    {
        var json = TokenizerJsonText.Tiny();
        json["post_processor"] = null;
        var text = json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        var refusal = Assert.Throws<VocabularyException>(() => Load(text.Replace($"\"{piece}\"", "\"[X]\"", StringComparison.Ordinal)));

        Assert.Contains($"no piece '{piece}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_file_is_refused_or_works()
    {
        var random = new Random(1);
        var good = Encoding.UTF8.GetBytes(TokenizerJsonText.Tiny().ToJsonString());
        var (refused, usable) = (0, 0);
        for (var round = 0; round < 10_000; round++)
            if (Works(Changed(good, random))) usable++;
            else refused++;

        Assert.InRange(usable, 100, 9_900);
        Assert.Equal(10_000, refused + usable);
    }

    [Fact]
    public void A_charsmap_of_random_bytes_is_refused_or_works()
    {
        var random = new Random(2);
        for (var round = 0; round < 500; round++)
        {
            var map = ModelBytes.CharsMap();
            for (var change = 0; change < 4; change++) map[random.Next(map.Length)] = (byte)random.Next(256);
            var json = TokenizerJsonText.Tiny();
            json["normalizer"]!["normalizers"]![0]!["precompiled_charsmap"] = Convert.ToBase64String(map);
            Works(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
    }

    private static byte[] Changed(byte[] good, Random random)
    {
        var bytes = (byte[])good.Clone();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : Encoding.UTF8.GetBytes(Text)[random.Next(Text.Length)];
        }
        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    // Any other exception fails the test.
    private static bool Works(byte[] bytes)
    {
        try
        {
            var vocabulary = T5Vocabulary.Load(bytes.AsSpan());
            vocabulary.Decode(GoldenTokenizer.Encode(vocabulary, "  ab A <extra_id_0> ▁\uD800 ").AsSpan(), keepSentinels: true);
            return true;
        }
        catch (VocabularyException)
        {
            return false;
        }
    }

    private static JsonObject With(JsonObject json, string place, string? value)
    {
        var steps = place.Split('.');
        JsonNode owner = json;
        foreach (var step in steps[..^1]) owner = owner is JsonArray list ? list[int.Parse(step)]! : owner[step]!;
        if (owner is JsonArray array) array[int.Parse(steps[^1])] = JsonNode.Parse(value!);
        else if (value is null) owner.AsObject().Remove(steps[^1]);
        else owner[steps[^1]] = JsonNode.Parse(value);
        return json;
    }

    private static void Load(string json) => T5Vocabulary.Load(Encoding.UTF8.GetBytes(json).AsSpan());
}
