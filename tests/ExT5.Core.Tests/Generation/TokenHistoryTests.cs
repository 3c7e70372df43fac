namespace ExT5.Core.Tests;

public sealed class TokenHistoryTests
{
    [Fact]
    public void Rows_follow_what_they_were_selected_from()
    {
        var history = new TokenHistory(rows: 3, startId: 9);
        history.Append([1, 2, 3]);

        history.Select([2, 0, 2, 2]);
        history.Append([4, 5, 6, 7]);

        Assert.Equal([9, 3, 4], history.Row(0));
        Assert.Equal([9, 1, 5], history.Row(1));
        Assert.Equal([9, 3, 7], history.Row(3));
        Assert.Equal([4, 5, 6, 7], history.LastTokens());
    }

    [Fact]
    public void A_history_grows_as_long_as_it_is_fed()
    {
        var history = new TokenHistory(rows: 2, startId: 0);

        for (var token = 1; token <= 100; token++)
        {
            history.Append([token, -token]);
            history.Select([0, 1]);
        }

        Assert.Equal(Enumerable.Range(0, 101), history.Row(0).ToArray());
        Assert.Equal(Enumerable.Range(0, 101).Select(token => -token), history.Row(1).ToArray());
    }

    [Fact]
    public void The_tensor_holds_all_rows()
    {
        var history = new TokenHistory(rows: 2, startId: 9);
        history.Append([1, 2]);

        using var ids = history.ToTensor(TorchSharp.torch.CPU);

        Assert.Equal([2, 2], ids.shape);
        Assert.Equal([9L, 1, 9, 2], ids.data<long>().ToArray());
    }

    [Fact]
    public void Tokens_that_are_not_one_a_row_are_refused() =>
        Assert.Throws<ArgumentException>(() => new TokenHistory(rows: 2, startId: 0).Append([1]));
}
