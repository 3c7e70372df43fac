namespace ExT5.Data.Parquet.Tests;

public sealed class DeltaReaderTests
{
    [Fact]
    public void Equal_steps_take_no_bits()
    {
        // The first example of Encodings.md: 1 to 5; block 128, 4 miniblocks, 5 values, first 1 (zigzag 2), least step 1 (zigzag 2), widths 0.
        byte[] bytes = [0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0];
        var values = new long[5];

        Assert.Equal(bytes.Length, DeltaReader.Read(bytes, values));
        Assert.Equal([1, 2, 3, 4, 5], values);
    }

    [Fact]
    public void Steps_are_unpacked_with_the_least_of_them_added()
    {
        // The second example of Encodings.md: 7 5 3 1 2 3 4 5; least step -2 (zigzag 3), width 2, steps 0 0 0 3 3 3 3 from the low bits on.
        byte[] bytes = [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0];
        var values = new long[8];

        DeltaReader.Read(bytes, values);

        Assert.Equal([7, 5, 3, 1, 2, 3, 4, 5], values);
    }

    [Fact]
    public void Another_number_of_values_is_refused() =>
        Assert.Throws<FormatException>(() => DeltaReader.Read([0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0], new long[4]));
}
