namespace ExT5.Data.Tests;

public sealed class RowPassTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(10_000)]
    public void Every_row_is_visited_once(int rows)
    {
        var visits = new int[rows];

        RowPass.Over(rows, row => Interlocked.Increment(ref visits[row]), TestContext.Current.CancellationToken);

        Assert.All(visits, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Of_several_errors_that_of_the_first_row_is_reported()
    {
        for (var round = 0; round < 50; round++)
            Assert.Equal("1700", Assert.Throws<FormatException>(() => RowPass.Over(
                10_000, row => _ = row >= 1700 && row % 50 == 0 ? throw new FormatException($"{row}") : row, TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void A_pass_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => RowPass.Over(10, _ => { }, stop.Token));
    }
}
