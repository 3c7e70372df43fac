using CsCheck;

namespace ExT5.Data.Tests;

public sealed class RowIndexTests
{
    [Fact]
    public void Rows_with_any_gaps_are_given_back() =>
        Gen.Select(Gen.Long[0, 1L << 39], Gen.Select(Gen.OneOf(Gen.Int[0, 3], Gen.Int[250, 260], Gen.Int[0, 1 << 24]), Gen.Int[0, 1 << 24]).Array[1, 50])
            .Sample((first, rows) =>
            {
                var (index, expected, start) = (new GrowingRowIndex(), new List<(long, long)>(), first);
                foreach (var (gap, length) in rows)
                {
                    index.Add(start += gap, length);
                    expected.Add((start, length));
                    start += length;
                }
                return expected.SequenceEqual(Enumerable.Range(0, index.Count).Select(row => index[row]));
            });

    [Fact]
    public void A_million_rows_keep_their_places()
    {
        var index = new GrowingRowIndex();
        for (var row = 0; row < 1_000_000; row++) index.Add(row * 10L, row % 10);

        Assert.Equal((0L, 0L), index[0]);
        Assert.Equal((40_970L, 7L), index[4097]);
        Assert.Equal((9_999_990L, 9L), index[999_999]);
    }

    [Fact]
    public void A_row_that_is_not_there_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrowingRowIndex()[0]);

    [Fact]
    public void A_row_may_be_longer_than_any_array()
    {
        var index = new GrowingRowIndex();
        index.Add(5, 1L << 33, isBad: true);
        index.Add((1L << 33) + 6, 3);

        Assert.Equal([(5L, 1L << 33), ((1L << 33) + 6, 3L)], [index[0], index[1]]);
        Assert.Equal(0, index.BadRow);
    }

    [Fact]
    public void A_file_of_more_bytes_than_can_be_counted_is_refused() =>
        Assert.Throws<FormatException>(() => new GrowingRowIndex().Add(RowIndex.MaxFileBytes + 1, 1));
}
