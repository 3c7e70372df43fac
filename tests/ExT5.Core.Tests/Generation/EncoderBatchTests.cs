namespace ExT5.Core.Tests;

public sealed class EncoderBatchTests
{
    private static readonly int[][] Inputs = [[5, 6, 1], [], [7, 8, 9], [4, 1]];

    [Fact]
    public void Rows_end_in_the_end_of_sequence_once_and_the_longest_come_first()
    {
        var batches = EncoderBatch.Plan(Inputs, eosId: 1, new(BatchSize: 3)).ToArray();

        Assert.Equal([[7, 8, 9, 1], [5, 6, 1], [4, 1]], batches[0].Rows);
        Assert.Equal([2, 0, 3], batches[0].Places);
        Assert.Equal([[1]], batches[1].Rows);
        Assert.Equal([1], batches[1].Places);
    }

    [Fact]
    public void Padding_is_on_the_right_and_masked()
    {
        var batch = EncoderBatch.Plan(Inputs, eosId: 1, new(BatchSize: 2)).First();

        using var tokens = batch.Tokens(padId: 0, TorchSharp.torch.CPU);
        using var mask = batch.Mask(TorchSharp.torch.CPU);

        Assert.Equal([7L, 8, 9, 1, 5, 6, 1, 0], tokens.data<long>().ToArray());
        Assert.Equal([1L, 1, 1, 1, 1, 1, 1, 0], mask!.data<long>().ToArray());
    }

    [Fact]
    public void A_batch_without_padding_needs_no_mask() =>
        Assert.Null(EncoderBatch.Plan([[5, 1], [6, 1]], eosId: 1, new(BatchSize: 2)).Single().Mask(TorchSharp.torch.CPU));

    [Theory]
    [InlineData(8, 32, new[] { 2, 2 })] // two rows of 4, then two of 2 and 1
    [InlineData(12, 32, new[] { 3, 1 })]
    [InlineData(12, 2, new[] { 2, 2 })]
    [InlineData(3, 32, new[] { 1, 1, 1, 1 })] // the longest alone, though above the bound
    public void A_batch_holds_no_more_tokens_than_allowed_padding_included(int tokens, int rows, int[] sizes) => Assert.Equal(
        sizes,
        EncoderBatch.Plan(Inputs, eosId: 1, new(BatchSize: rows) { BatchTokens = tokens }).Select(batch => batch.Rows.Length));
}
