using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ExT5.Data.Tests;

/// <summary>The published T5 vocabulary (32,000 pieces); expectations by SentencePiece 0.1.97.</summary>
public class T5VocabularyRealTests
{
    private const string Model = "data/vocab/t5/spiece.model";

    [Fact]
    public void Every_case_gives_the_ids_and_text_of_SentencePiece()
    {
        var vocabulary = T5Vocabulary.Load(SharedFolder.Require(Model));

        foreach (var expected in GoldenTokenizer.Json("t5_expected.json")["cases"]!.AsArray())
        {
            var ids = GoldenTokenizer.Ints(expected!["ids"]);
            Assert.Equal(ids, GoldenTokenizer.Encode(vocabulary, (string)expected["text"]!));
            Assert.Equal((string)expected["decoded"]!, vocabulary.Decode(ids));
        }
    }

    [Fact]
    public void The_ids_are_those_of_the_T5_checkpoints()
    {
        var vocabulary = T5Vocabulary.Load(SharedFolder.Require(Model));

        Assert.Equal((32100, 0, 1, 2), (vocabulary.Size, vocabulary.PadId, vocabulary.EosId, vocabulary.UnknownId));
        Assert.Equal((32099, 32000), (vocabulary.SentinelId(0), vocabulary.SentinelId(99)));
    }

    [Theory]
    [InlineData("gutenberg/158_emma.txt")]
    [InlineData("gutenberg/84_frankenstein_or_the_modern_prometheus.txt")]
    [InlineData("nltk_abc/science.txt")]
    [InlineData("nltk_inaugural/1789-Washington.txt")]
    public void Every_line_of_a_book_gives_the_ids_of_SentencePiece(string file)
    {
        var vocabulary = T5Vocabulary.Load(SharedFolder.Require(Model));
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(SharedFolder.Require("data/text/" + file)));
        var ids = new ArrayBufferWriter<int>();

        foreach (var line in text.Split('\n')) vocabulary.Encode(line, ids);

        var expected = GoldenTokenizer.Json("t5_expected.json")["files"]![file]!;
        Assert.Equal((int)expected["ids"]!, ids.WrittenCount);
        Assert.Equal((string)expected["ids_sha256"]!, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(ids.WrittenSpan))));
    }
}
