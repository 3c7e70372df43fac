namespace ExT5.Data.Parquet.Tests;

public sealed class Lz4Tests
{
    [Fact]
    public void Literals_and_copies_are_unpacked_as_the_format_says()
    {
        // Two literals, then 8 bytes from 2 back (4 + 4); the block ends with two literals.
        byte[] packed = [2 << 4 | 4, (byte)'a', (byte)'b', 2, 0, 2 << 4, (byte)'c', (byte)'d'];
        var into = new byte[12];

        Assert.Equal(12, Lz4.Unpack(packed, into, 0));
        Assert.Equal("ababababab"u8.ToArray().Concat("cd"u8.ToArray()), into);
    }

    [Theory]
    [InlineData(new byte[] { 16, 97, 2, 0, 0 })] // A copy from before the start.
    [InlineData(new byte[] { 16, 97, 0, 0, 0 })] // A copy from nowhere back.
    [InlineData(new byte[] { 240, 255 })] // A length that does not end.
    [InlineData(new byte[] { 64, 97 })] // A literal longer than what is there.
    public void A_damaged_block_is_refused(byte[] packed) => Assert.Throws<FormatException>(() => Lz4.Unpack(packed, new byte[12], 0));
}
