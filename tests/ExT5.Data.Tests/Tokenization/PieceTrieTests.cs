using System.Text;
using CsCheck;

namespace ExT5.Data.Tests;

public class PieceTrieTests
{
    private static readonly Gen<string> Words = Gen.Char["abcé日\u2581"].Array[1, 6].Select(letters => new string(letters));

    [Fact]
    public void The_longest_match_is_the_longest_piece_that_the_text_starts_with()
        => Gen.Select(Words.Array[1, 300], Words).Sample((pieces, text) =>
        {
            var expected = pieces.Where(piece => text.StartsWith(piece, StringComparison.Ordinal)).Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty().Max();

            Assert.Equal(expected, TrieOf(pieces).LongestMatch(Encoding.UTF8.GetBytes(text)));
        }, iter: 300);

    [Fact]
    public void An_empty_trie_matches_nothing()
        => Assert.Equal(0, TrieOf([]).LongestMatch("abc"u8));

    [Fact]
    public void Every_byte_can_start_a_piece()
    {
        var letters = Enumerable.Range(1, 0x2FF).Select(code => char.ToString((char)code)).ToArray();
        var trie = TrieOf(letters);

        Assert.All(letters, letter => Assert.Equal(Encoding.UTF8.GetByteCount(letter), trie.LongestMatch(Encoding.UTF8.GetBytes(letter))));
        Assert.False(trie.HasPieceFrom(0));
    }

    private static PieceTrie TrieOf(string[] pieces)
    {
        var bytes = new List<byte>();
        var keys = new List<PieceKey>();
        foreach (var piece in pieces.Distinct().Order(StringComparer.Ordinal))
        {
            var utf8 = Encoding.UTF8.GetBytes(piece);
            keys.Add(new PieceKey(new ByteRange(bytes.Count, utf8.Length), keys.Count));
            bytes.AddRange(utf8);
        }
        return PieceTrieBuilder.Build(new ModelFile("The test", [.. bytes]), [.. keys]);
    }
}
