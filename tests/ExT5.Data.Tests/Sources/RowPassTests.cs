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
    public void Rows_at_which_a_visit_fails_are_told_and_the_others_visited()
    {
        var visits = 0;

        var failed = RowPass.Over(10_000, row => _ = row % 1000 == 7 ? throw new FormatException() : Interlocked.Increment(ref visits),
            TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => 1000 * i + 7), failed.Order());
        Assert.Equal(9990, visits);
    }

    [Fact]
    public void When_nearly_every_visit_fails_the_pass_ends_with_the_first_error() =>
        Assert.Throws<FormatException>(() => RowPass.Over(200_000, row => throw new FormatException(), TestContext.Current.CancellationToken));

    [Fact]
    public void A_pass_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => RowPass.Over(10, _ => { }, stop.Token));
    }
}
