using System.Buffers;

namespace ExT5.Data.Tests;

public class SentinelTextTests
{
    [Theory]
    [InlineData("not_legacy", false)]
    [InlineData("legacy", true)]
    public void Names_of_special_pieces_become_ids_as_in_Transformers(string variant, bool legacy)
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");

        foreach (var expected in GoldenTokenizer.Json("hf_t5tokenizer.json")["variants"]![variant]!["cases"]!.AsArray())
        {
            var ids = Encode(vocabulary, (string)expected!["text"]!, legacy);

            Assert.Equal(GoldenTokenizer.Ints(expected["input_ids_with_eos"]), WithEos(ids, vocabulary.EosId));
        }
    }

    // Transformers' test_fast_and_slow_same_result for T5.
    [Fact]
    public void The_fast_tokenizer_of_Transformers_does_as_legacy()
    {
        var vocabulary = T5Vocabulary.Load(SharedFolder.Require("data/vocab/t5/spiece.model"));

        Assert.Equal([0, 1960, 19, 2, 1245, 239, 1], Encode(vocabulary, "<pad> Today is <unk> nice day </s>", legacy: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_without_names_is_encoded_as_always(bool legacy)
    {
        var vocabulary = GoldenTokenizer.Load("uni8k_bf");

        foreach (var text in new[] { "", "  Hello  world ", "naïve 😀", "a < b > c <extra_id_> <extra_id_01>" })
            Assert.Equal(GoldenTokenizer.Encode(vocabulary, text), Encode(vocabulary, text, legacy));
    }

    [Fact]
    public void Decoding_with_sentinels_gives_back_what_was_written_between_them()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");

        var ids = Encode(vocabulary, "The <extra_id_0>walks in<extra_id_1> park");

        Assert.Equal("The<extra_id_0>walks in<extra_id_1>park", vocabulary.Decode(ids.AsSpan(), keepSentinels: true));
        Assert.Equal("Thewalks inpark", vocabulary.Decode(ids));
    }

    [Fact]
    public void Many_unfinished_names_take_linear_time()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");
        var text = string.Concat(Enumerable.Repeat("<extra_id_", 20_000));

        Assert.Equal(GoldenTokenizer.Encode(vocabulary, text), Encode(vocabulary, text));
    }

    // Transformers appends EOS unless the text itself ended with its name.
    private static IEnumerable<int> WithEos(int[] ids, int eos) => ids.Length > 0 && ids[^1] == eos ? ids : ids.Append(eos);

    private static int[] Encode(T5Vocabulary vocabulary, string text, bool legacy = false)
    {
        var ids = new ArrayBufferWriter<int>();
        vocabulary.EncodeWithSentinels(text, ids, legacy);
        return ids.WrittenSpan.ToArray();
    }
}
