using CsCheck;

namespace ExT5.Data.Parquet.Tests;

public sealed class StepIndexTests
{
    [Fact]
    public void Every_row_is_found_in_its_part() => Gen.Int[0, 5].Array[1, 20].Sample(parts =>
    {
        var index = new StepIndex();
        foreach (var rows in parts) index.Add(rows);
        var expected = parts.SelectMany((rows, part) => Enumerable.Range(0, rows).Select(row => (part, row)));
        return expected.SequenceEqual(Enumerable.Range(0, index.Count).Select(row => index.Find(row)));
    });

    [Fact]
    public void More_rows_than_can_be_counted_are_refused()
    {
        var index = new StepIndex();
        index.Add(int.MaxValue);

        Assert.Throws<FormatException>(() => index.Add(1));
        Assert.Throws<FormatException>(() => index.Add(-1));
    }
}
