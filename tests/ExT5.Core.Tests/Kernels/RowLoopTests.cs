namespace ExT5.Core.Tests;

public sealed class RowLoopTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(7, 1)]
    [InlineData(7, 2)]
    [InlineData(1_000, 3)]
    [InlineData(2, 16)]
    public void Every_row_is_visited_once(int count, int threads)
    {
        var visits = new int[count];

        RowLoop.Run(count, threads, (first, end) =>
        {
            for (var row = first; row < end; row++)
                Interlocked.Increment(ref visits[row]);
        });

        Assert.All(visits, visit => Assert.Equal(1, visit));
    }
}
