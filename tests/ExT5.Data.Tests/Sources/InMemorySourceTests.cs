namespace ExT5.Data.Tests;

public class InMemorySourceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_come_as_they_were_given()
    {
        var source = new InMemorySource<int>(train: [1, 2], validation: [3]);

        Assert.Equal([1, 2], await source.OpenAsync(DatasetSplit.Train, Cancelled));
        Assert.Equal([3], await source.OpenAsync(DatasetSplit.Validation, Cancelled));
    }

    [Fact]
    public async Task A_split_that_was_not_given_is_an_error_that_lists_those_there_are()
    {
        var source = new InMemorySource<int>(train: [1], validation: [2]);

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await source.OpenAsync(DatasetSplit.Test, Cancelled));

        Assert.Contains("no split 'test'. There are: train, validation.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Splits_of_any_name_may_be_given()
    {
        var other = new DatasetSplit("test-round3");
        var source = new InMemorySource<int>(new Dictionary<DatasetSplit, IReadOnlyList<int>> { [other] = [4] });

        Assert.Equal([4], await source.OpenAsync(other, Cancelled));
    }
}
