using System.Text;
using CsCheck;

namespace ExT5.Core.Tests;

public sealed class TextPiecesTests
{
    [Fact]
    public void Bytes_of_one_character_come_together() =>
        Assert.Equal(["a", "", "", "", "😀", "b", ""], Pieces("a😀b"u8));

    [Fact]
    public void Bytes_that_are_no_character_wait_for_what_follows_and_come_then() =>
        Assert.Equal(["a", "", "\uFFFDb", "", "\uFFFD"], Pieces([(byte)'a', 0xC3, (byte)'b', 0x80]));

    [Fact]
    public void What_may_become_a_stop_string_is_held_back() =>
        Assert.Equal(["x", "", "", "--y", "", "", ""], Pieces("x--y---"u8, new StopStrings("---")));

    [Fact]
    public void Half_of_a_surrogate_pair_is_held_back()
    {
        var pieces = new TextPieces(ids => string.Concat(ids.Select(id => (char)id)), []);

        Assert.Equal("", pieces.Next([0xD83D]));
        Assert.Equal("😀", pieces.Next([0xD83D, 0xDE00]));
    }

    [Fact]
    public void Pieces_of_any_bytes_and_stop_strings_are_the_text() =>
        Gen.Select(Gen.Byte[0, 255].Array[0, 30], Gen.String[Gen.Char['a', 'c'], 1, 3]).Sample((bytes, stop) =>
        {
            var criterion = new StopStrings(stop);

            var pieces = Pieces(bytes, criterion);

            Assert.Equal(StopStrings.Cut(Encoding.UTF8.GetString(bytes), [criterion]), string.Concat(pieces));
        });

    [Fact]
    public void A_tokenizer_that_changes_text_it_has_given_is_an_error()
    {
        var pieces = new TextPieces(ids => ids.Length == 1 ? "colour" : "color", []);
        Assert.Equal("colour", pieces.Next([1]));

        Assert.Equal("", pieces.Next([1, 2]));
        Assert.Throws<GenerationException>(() => pieces.Last("color"));
    }

    // One id a byte, until a stop string is there; the last piece is what remains at the end.
    private static string[] Pieces(ReadOnlySpan<byte> bytes, params IStoppingCriterion[] criteria)
    {
        static string Decode(int[] ids) => Encoding.UTF8.GetString([.. ids.Select(id => (byte)id)]);
        int[] ids = [.. bytes.ToArray().Select(value => (int)value)];
        var pieces = new TextPieces(Decode, criteria);
        var shown = new List<string>();
        for (var length = 1; length <= ids.Length; length++)
        {
            if (StopStrings.Cut(Decode(ids[..length]), criteria) is var cut && cut != Decode(ids[..length]))
                return [.. shown, pieces.Last(cut)];
            shown.Add(pieces.Next(ids.AsSpan(..length)));
        }

        return [.. shown, pieces.Last(Decode(ids))];
    }
}
