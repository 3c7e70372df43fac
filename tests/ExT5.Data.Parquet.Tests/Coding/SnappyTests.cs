namespace ExT5.Data.Parquet.Tests;

public sealed class SnappyTests
{
    [Fact]
    public void Literals_and_copies_are_unpacked_as_the_format_says()
    {
        // Length 10; the literal "ab" (2 - 1 in the upper bits); 4 bytes from 2 back; 4 bytes from 6 back with a 2-byte distance.
        byte[] packed = [10, 1 << 2, (byte)'a', (byte)'b', 1, 2, (4 - 1) << 2 | 2, 6, 0];
        var into = new byte[10];

        Snappy.Unpack(packed, into);

        Assert.Equal("ababababab"u8.ToArray(), into);
    }

    [Theory]
    [InlineData(new byte[] { 4, 1, 1 })] // A copy from before the start.
    [InlineData(new byte[] { 4, 8, 97 })] // A literal longer than what is there.
    [InlineData(new byte[] { 5, 0, 97 })] // Another length.
    [InlineData(new byte[] { 4, 0, 97 })] // Too little.
    [InlineData(new byte[] { })]
    public void A_damaged_block_is_refused(byte[] packed) => Assert.Throws<FormatException>(() => Snappy.Unpack(packed, new byte[4]));
}
