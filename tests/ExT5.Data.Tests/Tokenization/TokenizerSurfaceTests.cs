using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace ExT5.Data.Tests;

/// <summary>T5Vocabulary where a Microsoft.ML.Tokenizers Tokenizer is wanted.</summary>
public class TokenizerSurfaceTests
{
    private const string Text = "Hello world, this is good.";

    private static readonly Tokenizer Tokenizer = GoldenTokenizer.Load("uni8k");

    [Fact]
    public void A_limit_on_tokens_says_how_much_of_the_text_they_cover()
    {
        var all = Tokenizer.EncodeToIds(Text);

        var some = Tokenizer.EncodeToIds(Text, 3, out var normalized, out var consumed);

        Assert.Null(normalized);
        Assert.Equal(all.Take(3), some);
        Assert.Equal("Hello world", Text[..consumed]);
        Assert.Equal(all, Tokenizer.EncodeToIds(Text, 100, out _, out consumed));
        Assert.Equal(Text.Length, consumed);
    }

    [Fact]
    public void Text_can_be_cut_to_a_number_of_tokens_from_both_ends()
    {
        Assert.Equal("Hello world".Length, Tokenizer.GetIndexByTokenCount(Text, 3, out _, out var count));
        Assert.Equal(3, count);
        Assert.Equal(" good.", Text[Tokenizer.GetIndexByTokenCountFromEnd(Text, 2, out _, out count)..]);
        Assert.Equal(2, count);
    }

    [Fact]
    public void All_of_a_text_counts_when_all_of_its_tokens_fit()
    {
        Assert.Equal(4, Tokenizer.GetIndexByTokenCount(" is ", 9, out _, out var count));
        Assert.Equal(0, Tokenizer.GetIndexByTokenCountFromEnd(" is ", 9, out _, out count));
        Assert.Equal(1, count);
    }

    [Fact]
    public void A_limit_never_cuts_a_character_of_several_byte_pieces()
    {
        Tokenizer bytes = GoldenTokenizer.Load("uni8k_bf");

        Assert.Equal(1, bytes.GetIndexByTokenCount("a😀😀", 4, out _, out var count));
        Assert.Equal(1, count);
        Assert.Equal(3, bytes.GetIndexByTokenCountFromEnd("a😀😀", 7, out _, out count));
        Assert.Equal(4, count);
    }

    [Fact]
    public void Normalized_text_can_be_encoded_as_it_is()
    {
        var ids = Tokenizer.EncodeToIds("▁Hello▁world", considerNormalization: false);

        Assert.Equal(Tokenizer.EncodeToIds("Hello world"), ids);
        Assert.Equal(ids.Count, Tokenizer.CountTokens("▁Hello▁world", considerNormalization: false));
    }

    [Fact]
    public void A_short_destination_gets_whole_pieces()
    {
        var ids = Tokenizer.EncodeToIds("Hello world");
        var destination = new char[7];

        var status = Tokenizer.Decode(ids, destination, out var consumed, out var written);

        Assert.Equal((OperationStatus.DestinationTooSmall, 2, "Hello"), (status, consumed, new string(destination, 0, written)));
    }

    [Fact]
    public void A_long_destination_gets_all()
    {
        var destination = new char[64];

        var status = Tokenizer.Decode(Tokenizer.EncodeToIds(Text), destination, out var consumed, out var written);

        Assert.Equal((OperationStatus.Done, Text), (status, new string(destination, 0, written)));
        Assert.Equal(Tokenizer.CountTokens(Text), consumed);
    }

    [Fact]
    public void A_character_of_several_byte_pieces_is_written_whole_or_not_at_all()
    {
        Tokenizer bytes = GoldenTokenizer.Load("uni8k_bf");
        var ids = bytes.EncodeToIds("a😀");

        Assert.Equal(OperationStatus.DestinationTooSmall, bytes.Decode(ids, new char[2], out var consumed, out var written));
        Assert.Equal((1, 1), (consumed, written));
    }

    [Fact]
    public void Many_threads_get_the_same_ids()
    {
        var lines = GoldenTokenizer.Json("uni8k_ext.json")["cases"]!.AsArray().Select(line => (string)line!["text"]!).ToArray();
        var expected = lines.Select(line => Tokenizer.EncodeToIds(line)).ToArray();

        Parallel.For(0, 8 * lines.Length, i => Assert.Equal(expected[i % lines.Length], Tokenizer.EncodeToIds(lines[i % lines.Length])));
    }

    [Fact]
    public void Encoding_into_a_buffer_allocates_nothing_once_warm()
    {
        var vocabulary = GoldenTokenizer.Load("uni8k");
        var ids = new ArrayBufferWriter<int>(1 << 16);
        var text = string.Concat(Enumerable.Repeat("naïve café ½ 日本 and plain words; ", 200));
        // The memory for words grows with them, up to its bound.
        vocabulary.Encode(string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"word{i}")), ids);
        vocabulary.Encode(text, ids);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10; i++)
        {
            ids.ResetWrittenCount();
            vocabulary.Encode(text, ids);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
