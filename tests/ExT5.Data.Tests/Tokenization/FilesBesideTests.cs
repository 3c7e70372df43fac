using System.Text.Json.Nodes;
using CsCheck;

namespace ExT5.Data.Tests;

/// <summary>What Transformers keeps beside a vocabulary is followed or refused by name, never passed over.</summary>
public class FilesBesideTests
{
    private const string Config = "tokenizer_config.json", Map = "special_tokens_map.json", Added = "added_tokens.json", Json = "tokenizer.json";

    [Theory]
    [InlineData("{}", 122, 121)]
    [InlineData("""{"extra_ids": 0}""", 22, -1)]
    [InlineData("""{"extra_ids": 0, "additional_special_tokens": []}""", 22, -1)]
    [InlineData("""{"extra_ids": 300, "tokenizer_class": "T5Tokenizer"}""", 322, 321)]
    [InlineData("""{"extra_ids": 3, "additional_special_tokens": ["<extra_id_0>", "<extra_id_1>", "<extra_id_2>"], "legacy": false}""", 25, 24)]
    [InlineData("""{"additional_special_tokens": ["<extra_id_1>", {"content": "<extra_id_0>"}]}""", 24, 23)]
    [InlineData("""{"added_tokens_decoder": {"0": {"content": "<pad>"}, "22": {"content": "<extra_id_1>", "single_word": true}, "23": {"content": "<extra_id_0>"}}}""", 24, 23)]
    [InlineData("""{"extra_ids": 2, "additional_special_tokens": ["<sep>"], "bos_token": null, "eos_token": "</s>", "unk_token": {"content": "<unk>"}, "pad_token": "<pad>"}""", 25, 23)]
    [InlineData("""{"sp_model_kwargs": {"enable_sampling": false, "alpha": 0.1}, "add_prefix_space": true, "do_lower_case": false, "model_max_length": 1e30, "unheard_of": [1]}""", 122, 121)]
    public void A_tokenizer_config_says_how_many_ids_there_are(string config, int size, int firstSentinel)
    {
        using var folder = new ModelFolder((Config, config));

        var vocabulary = folder.Load();

        Assert.Equal((size, firstSentinel), (vocabulary.Size, vocabulary.SentinelCount == 0 ? -1 : vocabulary.SentinelId(0)));
        Assert.Equal(vocabulary.Fingerprint, T5Vocabulary.Load(folder["spiece.model"]).Fingerprint);
    }

    [Theory]
    [InlineData(Config, """{"tokenizer_class": "BertTokenizer"}""", "BertTokenizer")]
    [InlineData(Config, """{"tokenizer_class": "ByT5Tokenizer"}""", "ByteVocabulary")]
    [InlineData(Config, """{"do_lower_case": true}""", "do_lower_case")]
    [InlineData(Config, """{"add_prefix_space": false}""", "add_prefix_space")]
    [InlineData(Config, """{"add_bos_token": true}""", "add_bos_token")]
    [InlineData(Config, """{"add_eos_token": false}""", "add_eos_token")]
    [InlineData(Config, """{"sp_model_kwargs": {"enable_sampling": true}}""", "enable_sampling")]
    [InlineData(Config, """{"sp_model_kwargs": {"reverse": 1}}""", "reverse")]
    [InlineData(Config, """{"extra_ids": -1}""", "extra_ids")]
    [InlineData(Config, """{"extra_ids": 2000000000}""", "extra_ids")]
    [InlineData(Config, """{"extra_ids": "100"}""", "extra_ids")]
    [InlineData(Config, """{"extra_ids": 100, "extra_ids": 0}""", "not valid JSON")]
    [InlineData(Config, """{"extra_ids": 2, "added_tokens_decoder": {"22": {"content": "<extra_id_0>"}}}""", "has it at 23")]
    [InlineData(Config, """{"extra_ids": 2, "additional_special_tokens": ["<extra_id_2>"]}""", "has 2 sentinels")]
    [InlineData(Config, """{"added_tokens_decoder": {"5": {"content": "<sep>"}}}""", "the piece 'b'")]
    [InlineData(Config, """{"added_tokens_decoder": {"5": {"content": "b"}}}""", "plain piece 5")]
    [InlineData(Config, """{"added_tokens_decoder": {"130": {"content": "<pad>"}}}""", "has it at 0")]
    [InlineData(Config, """{"added_tokens_decoder": {"121": {"content": "<sep>"}}}""", "<extra_id_0>")]
    [InlineData(Config, """{"added_tokens_decoder": {"122": {"content": "<sep>", "single_word": true}}}""", "single word")]
    [InlineData(Config, """{"added_tokens_decoder": {"2000000000": {"content": "<sep>"}}}""", "at most 4194303")]
    [InlineData(Config, """{"added_tokens_decoder": {"x": {"content": "<sep>"}}}""", "'x' is no id")]
    [InlineData(Config, """{"added_tokens_decoder": {"122": {"content": ""}}}""", "has no text")]
    [InlineData(Config, """{"added_tokens_decoder": {"122": {"content": "<a>"}, "123": {"content": "<a>"}}}""", "disagree")]
    [InlineData(Config, """{"pad_token": "</s>"}""", "pad_token")]
    [InlineData(Config, """{"eos_token": "<end>"}""", "no id")]
    [InlineData(Map, """{"unk_token": {"content": "a"}}""", "unk_token")]
    [InlineData(Map, """{"unk_token": 7}""", "unk_token")]
    [InlineData(Added, """{"<sep>": -1}""", "<sep>")]
    [InlineData(Added, """{"<sep>": "1"}""", "<sep>")]
    [InlineData(Added, """{"<sep>": 122, "<sep>": 123}""", "not valid JSON")]
    [InlineData(Added, """["<sep>"]""", "no JSON object")]
    [InlineData(Added, """{"\ud800": 122}""", "not valid JSON")]
    [InlineData(Json, """{"model": {"type": "BPE"}}""", "'BPE'")]
    [InlineData(Json, """{"model": {"type": "Unigram", "vocab": [["<pad>", 0], ["</s>", 0], ["<unk>", 0], ["x", 0]]}}""", "disagree: id 3 is 'x' in the one and '▁'")]
    [InlineData(Json, """{"model": {"type": "Unigram", "vocab": [["<pad>", 0]]}}""", "disagree: id 1 is nothing")]
    [InlineData(Json, """{"added_tokens": [{"id": 1, "content": "<end>"}]}""", "the piece '</s>'")]
    [InlineData(Json, """{"normalizer": {"type": "Sequence", "normalizers": [{"type": "Lowercase"}]}}""", "Lowercase")]
    [InlineData(Config, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "Git LFS")]
    [InlineData(Json, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "Git LFS")]
    public void What_asks_for_other_ids_is_refused_with_file_and_key(string name, string content, string part)
    {
        using var folder = new ModelFolder((name, content));

        var error = Assert.Throws<VocabularyException>(() => folder.Load());

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder[name], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Config, """{"added_tokens_decoder": {"122": {"content": "<sep>", "special": false}, "123": {"content": "\n"}, "124": {"content": "{"}}}""")]
    [InlineData(Added, """{"<sep>": 122, "\n": 123, "{": 124}""")]
    [InlineData(Json, """{"version": "1.0", "added_tokens": [{"id": 122, "content": "<sep>"}, {"id": 123, "content": "\n"}, {"id": 124, "content": "{"}], "model": {"type": "Unigram"}}""")]
    public void Texts_are_cut_at_added_tokens(string name, string content)
    {
        using var folder = new ModelFolder((name, content));
        var vocabulary = folder.Load();
        const string text = "the<sep> ab\n{abc";

        var ids = GoldenTokenizer.Encode(vocabulary, text);

        Assert.Equal(125, vocabulary.Size);
        // Behind a token a text begins anew.
        Assert.Equal([.. Alone("the"), 122, .. Alone("ab"), 123, 124, .. Alone("abc")], ids);
        Assert.Equal(ids, vocabulary.EncodeToTokens(text, out _).Select(token => token.Id));
        Assert.Equal(ids.Length, vocabulary.CountTokens(text));
        Assert.Equal("the<sep> ab\n{ abc", vocabulary.Decode(ids));
        Assert.Equal(["<sep>", "\n", "{"], vocabulary.EncodeToTokens(text, out _).Where(token => token.Id >= 122).Select(token => text[token.Offset]));
        Assert.Equal("the<sep>ab\n{abc", string.Concat(vocabulary.EncodeToTokens(text, out _).Select(token => text[token.Offset].Trim(' '))));
    }

    [Fact]
    public void Special_added_tokens_are_left_out_of_text_and_strip_as_told()
    {
        using var folder = new ModelFolder((Config, """
            {"legacy": false, "added_tokens_decoder": {"122": {"content": "<sep>", "special": true, "lstrip": true, "rstrip": true}}}
            """));
        var vocabulary = folder.Load();

        var ids = GoldenTokenizer.Encode(vocabulary, "ab <sep> abc");

        // legacy false: abc goes on without a space of its own, as behind a sentinel.
        var goesOn = new System.Buffers.ArrayBufferWriter<int>();
        T5Vocabulary.Load(ModelBytes.Tiny).EncodeWithSentinels("<extra_id_0>abc", goesOn);
        Assert.Equal([.. Alone("ab"), 122, .. goesOn.WrittenSpan[1..]], ids);
        Assert.Equal("ababc", vocabulary.Decode(ids));
        Assert.Equal("ab<sep>abc", vocabulary.Decode(ids.AsSpan(), keepSentinels: true));
    }

    [Fact]
    public void Sources_that_agree_give_the_same_ids_and_sources_that_do_not_are_both_named() => Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 6], Gen.Int[0, 5], Gen.Bool).Sample((one, other, count, place, agree) =>
    {
        if (one == other) return;
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"<t{i}>")];
        var ids = Enumerable.Range(122, count).ToArray();
        var shifted = ids.ToArray();
        if (!agree) shifted[place % count] += 50;
        using var folder = new ModelFolder(Source(one, names, ids), Source(other, names, shifted));

        if (agree)
        {
            Assert.Equal(ids, GoldenTokenizer.Encode(folder.Load(), string.Concat(names)));
            return;
        }
        var error = Assert.Throws<VocabularyException>(() => folder.Load());
        Assert.Contains(folder[Source(one, names, ids).Name], error.Message, StringComparison.Ordinal);
        Assert.Contains(folder[Source(other, names, ids).Name], error.Message, StringComparison.Ordinal);
    }, iter: 60);

    [Fact]
    public void An_asked_number_of_sentinels_must_be_the_files()
    {
        using var folder = new ModelFolder((Config, """{"extra_ids": 7}"""));

        Assert.Equal(29, folder.Load(7).Size);
        var error = Assert.Throws<VocabularyException>(() => folder.Load(100));
        Assert.Contains("7 sentinels, but 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_with_sentinels_of_its_own_disagrees_with_others()
    {
        using var folder = new ModelFolder((Config, """{"extra_ids": 100}"""));
        File.Delete(folder["spiece.model"]);
        File.WriteAllText(folder[Json], TokenizerJsonText.Tiny().ToJsonString());

        var error = Assert.Throws<VocabularyException>(() => folder.Load());

        Assert.Contains("100 sentinels", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder[Json], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_json_with_tokens_behind_its_sentinels_has_them()
    {
        var json = TokenizerJsonText.Tiny();
        json["added_tokens"]!.AsArray().Add(TokenizerJsonText.Added(9, "<sep>", special: false));

        var vocabulary = T5Vocabulary.Load(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));

        Assert.Equal((10, 2), (vocabulary.Size, vocabulary.SentinelCount));
        Assert.Equal([6, 9, 6], GoldenTokenizer.Encode(vocabulary, "ab<sep>ab"));
    }

    [Fact]
    public void A_larger_file_than_any_is_refused_before_it_is_in_memory()
    {
        using var folder = new ModelFolder();
        using (var file = File.Create(folder[Added])) file.SetLength(3L << 30);

        Assert.Contains("larger than", Assert.Throws<VocabularyException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("added_slow", 32_103, 32_099)]
    [InlineData("added_fast", 32_101, 32_099)]
    [InlineData("extra0", 32_000, -1)]
    [InlineData("extra300", 32_300, 32_299)]
    public void Real_files_beside_T5s_model_are_followed(string name, int size, int firstSentinel)
    {
        var real = SharedFolder.Require("cases/real_files/F04/" + name);
        using var folder = new ModelFolder();
        File.Copy(SharedFolder.Require("data/vocab/t5/spiece.model"), folder["spiece.model"], overwrite: true);
        foreach (var file in Directory.GetFiles(real)) File.Copy(file, folder[Path.GetFileName(file)]);

        var vocabulary = folder.Load();

        Assert.Equal((size, firstSentinel), (vocabulary.Size, vocabulary.SentinelCount == 0 ? -1 : vocabulary.SentinelId(0)));
        if (size > 32_100 && name != "extra300") Assert.Contains(32_100, GoldenTokenizer.Encode(vocabulary, "a <sep> b"));
    }

    [Fact]
    public void T5s_own_folder_is_as_its_model_alone()
    {
        var folder = SharedFolder.Require("data/vocab/t5");

        Assert.Equal(T5Vocabulary.Load(File.ReadAllBytes(Path.Combine(folder, "spiece.model"))).Fingerprint, T5Vocabulary.Load(folder).Fingerprint);
    }

    private static int[] Alone(string text) => GoldenTokenizer.Encode(T5Vocabulary.Load(ModelBytes.Tiny), text);

    private static (string Name, string Content) Source(int kind, string[] names, int[] ids)
    {
        var pairs = names.Zip(ids).ToArray();
        return kind switch
        {
            0 => (Config, new JsonObject { ["added_tokens_decoder"] = new JsonObject(pairs.Select(pair => KeyValuePair.Create($"{pair.Second}", (JsonNode?)new JsonObject { ["content"] = pair.First }))) }.ToJsonString()),
            1 => (Added, new JsonObject(pairs.Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)pair.Second))).ToJsonString()),
            _ => (Json, new JsonObject { ["added_tokens"] = new JsonArray([.. pairs.Select(pair => TokenizerJsonText.Added(pair.Second, pair.First, special: false))]) }.ToJsonString()),
        };
    }
}
