using System.Buffers;
using System.Text;

namespace ExT5.Data.Tests;

public class ByteVocabularyTests
{
    private readonly ByteVocabulary _vocabulary = new();

    [Fact]
    public void The_ids_are_those_of_ByT5()
    {
        Assert.Equal((384, 0, 1, 2, 125), (_vocabulary.Size, _vocabulary.PadId, _vocabulary.EosId, _vocabulary.UnknownId, _vocabulary.SentinelCount));
        Assert.Equal((383, 259), (_vocabulary.SentinelId(0), _vocabulary.SentinelId(124)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _vocabulary.SentinelId(125));
        Assert.Equal([100, 198, 172], GoldenTokenizer.Encode(_vocabulary, "aé"));
    }

    [Theory]
    [InlineData(ByteSentinels.CountDown, 125, 383, 259)]
    [InlineData(ByteSentinels.CountUp, 125, 259, 383)] // Transformers' ByT5Tokenizer
    [InlineData(ByteSentinels.LastBytes, 11, 258, 248)] // seqio.ByteVocabulary() without extra ids, as ByT5 was pre-trained
    public void Sentinels_are_numbered_as_each_of_ByT5s_programs_does(ByteSentinels sentinels, int count, int first, int last)
    {
        var vocabulary = new ByteVocabulary(sentinels: sentinels);

        Assert.Equal((384, count), (vocabulary.Size, vocabulary.SentinelCount));
        Assert.Equal((first, last), (vocabulary.SentinelId(0), vocabulary.SentinelId(count - 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.SentinelId(count));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.SentinelId(-1));
        for (var index = 0; index < count; index++)
            Assert.Equal($"a<extra_id_{index}>b", vocabulary.Decode([100, vocabulary.SentinelId(index), 101], keepSentinels: true));
        Assert.Equal("ab", vocabulary.Decode([100, first, 101, last]));
        Assert.Equal(sentinels == ByteSentinels.CountDown, vocabulary.Fingerprint == _vocabulary.Fingerprint);
    }

    [Fact]
    public void A_convention_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteVocabulary(sentinels: (ByteSentinels)3));

    [Fact]
    public void Malformed_UTF16_is_encoded_as_the_replacement_character()
        => Assert.Equal("a\uFFFDb\uFFFD", _vocabulary.Decode(GoldenTokenizer.Encode(_vocabulary, "a\uD800b\uDC00")));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_left_out_as_in_SeqIO()
    {
        foreach (var expected in GoldenTokenizer.Json("byte_decoding.json")["cases"]!.AsArray())
        {
            int[] ids = [.. GoldenTokenizer.Ints(expected!["bytes"]).Select(value => value + 3)];

            Assert.Equal((string)expected["decoded"]!, _vocabulary.Decode(ids));
        }
    }

    [Fact]
    public void Ids_that_are_no_bytes_are_left_out()
    {
        int[] ids = [0, 2, 383, 100, -5, 384, 1000, 101, 1, 102];

        Assert.Equal("ab", _vocabulary.Decode(ids));
        Assert.Equal("<extra_id_0>ab", _vocabulary.Decode(ids.AsSpan(), keepSentinels: true));
    }

    [Fact]
    public void Long_text_survives_the_way_there_and_back()
    {
        var text = string.Concat(Enumerable.Repeat("aé日😀 ", 1000));

        Assert.Equal(text, _vocabulary.Decode(_vocabulary.EncodeToIds(text)));
        Assert.Equal(_vocabulary.EncodeToIds(text), _vocabulary.EncodeToTokens(text, out _).Select(token => token.Id));
    }

    [Fact]
    public void A_short_destination_takes_whole_characters_and_the_rest_follows()
    {
        var ids = GoldenTokenizer.Encode(_vocabulary, "aé日😀");
        var destination = new char[3];

        var first = _vocabulary.Decode(ids, destination, out var consumed, out var written);

        Assert.Equal((OperationStatus.DestinationTooSmall, 6, 3), (first, consumed, written));
        Assert.Equal((OperationStatus.Done, "aé日😀"), (_vocabulary.Decode(ids[consumed..], destination, out _, out var rest), new string("aé日") + new string(destination, 0, rest)));
    }

    [Fact]
    public void A_count_limit_never_cuts_a_character()
    {
        var ids = _vocabulary.EncodeToIds("aéé", 4, out _, out var consumed);

        Assert.Equal((3, 2), (ids.Count, consumed));
        Assert.Equal(Encoding.UTF8.GetBytes("aé").Select(value => value + 3), ids);
    }
}
