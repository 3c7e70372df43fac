using System.Buffers;

namespace ExT5.Data.Tests;

public class SentinelTextTests
{
    [Fact]
    public void Names_of_special_pieces_become_ids_as_in_Transformers_without_legacy()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");

        foreach (var expected in GoldenTokenizer.Json("hf_t5tokenizer.json")["variants"]!["not_legacy"]!["cases"]!.AsArray())
        {
            var ids = Encode(vocabulary, (string)expected!["text"]!);

            Assert.Equal(GoldenTokenizer.Ints(expected["input_ids_with_eos"]), WithEos(ids, vocabulary.EosId));
        }
    }

    [Fact]
    public void Text_without_names_is_encoded_as_always()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k_bf");

        foreach (var text in new[] { "", "  Hello  world ", "naïve 😀", "a < b > c <extra_id_> <extra_id_01>" })
            Assert.Equal(GoldenTokenizer.Encode(vocabulary, text), Encode(vocabulary, text));
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

    private static int[] Encode(T5Vocabulary vocabulary, string text)
    {
        var ids = new ArrayBufferWriter<int>();
        vocabulary.EncodeWithSentinels(text, ids);
        return ids.WrittenSpan.ToArray();
    }
}
