using CsCheck;

namespace ExT5.Core.Tests;

public sealed class EncoderBatchTests
{
    private static readonly int[][] Inputs = [[5, 6, 1], [], [7, 8, 9], [4, 1]];

    [Fact]
    public void Rows_end_in_the_end_of_sequence_once_and_the_longest_come_first()
    {
        var batches = Plan(Inputs, new(BatchSize: 3)).ToArray();

        Assert.Equal([[7, 8, 9, 1], [5, 6, 1], [4, 1]], batches[0].Rows);
        Assert.Equal([2, 0, 3], batches[0].Places);
        Assert.Equal([[1]], batches[1].Rows);
        Assert.Equal([1], batches[1].Places);
    }

    [Fact]
    public void Padding_is_on_the_right_and_masked()
    {
        var batch = Plan(Inputs, new(BatchSize: 2)).First();

        using var tokens = batch.Tokens(padId: 0, TorchSharp.torch.CPU);
        using var mask = batch.Mask(TorchSharp.torch.CPU);

        Assert.Equal([7L, 8, 9, 1, 5, 6, 1, 0], tokens.data<long>().ToArray());
        Assert.Equal([1L, 1, 1, 1, 1, 1, 1, 0], mask!.data<long>().ToArray());
    }

    [Fact]
    public void A_batch_without_padding_needs_no_mask() =>
        Assert.Null(Plan([[5, 1], [6, 1]], new(BatchSize: 2)).Single().Mask(TorchSharp.torch.CPU));

    [Theory]
    [InlineData(8, 32, new[] { 2, 2 })] // two rows of 4, then two of 2 and 1
    [InlineData(12, 32, new[] { 3, 1 })]
    [InlineData(12, 2, new[] { 2, 2 })]
    [InlineData(3, 32, new[] { 1, 1, 1, 1 })] // the longest alone, though above the bound
    public void A_batch_holds_no_more_tokens_than_allowed_padding_included(int tokens, int rows, int[] sizes) => Assert.Equal(
        sizes,
        Plan(Inputs, new(BatchSize: rows) { BatchTokens = tokens }).Select(batch => batch.Rows.Length));

    [Fact]
    public void Rows_of_the_decoder_count()
    {
        var limits = new GenerationLimits { BatchTokens = 8 };

        Assert.Equal([2, 2], Plan(Inputs, limits).Select(batch => batch.Rows.Length));
        Assert.Equal([1, 1, 2], Plan(Inputs, limits, rowsPerInput: 2).Select(batch => batch.Rows.Length));
    }

    [Fact]
    public void Batches_stay_within_any_memory_and_hold_every_input_once() => Gen.Select(
            Gen.Int[1, 300].Array[1, 60], Gen.Int[1, 5], Gen.Int[1, 40], Gen.Int[1, 2000], Gen.Long[300L << 20, 700L << 20])
        .Sample((lengths, rows, most, tokens, bytes) =>
        {
            int[][] inputs = [.. lengths.Select(length => Enumerable.Repeat(5, length).ToArray())];
            var limits = new GenerationLimits(BatchSize: most) { BatchTokens = tokens };
            var memory = new BatchMemory(T5Config.V11Base, ComputePrecision.Float32, rows, newTokens: 20, bytes);

            var batches = EncoderBatch.Plan(inputs, eosId: 1, limits, rows, memory).ToArray();

            Assert.Equal(Enumerable.Range(0, inputs.Length), batches.SelectMany(batch => batch.Places).Order());
            Assert.All(batches, batch =>
            {
                var longest = batch.Rows[0].Length;
                Assert.InRange(memory.Of(batch.Rows.Length, longest), 0, bytes);
                Assert.InRange(batch.Rows.Length, 1, most);
                Assert.True(batch.Rows.Length == 1 || batch.Rows.Length * longest * rows <= tokens);
            });
        });

    [Fact]
    public void An_input_that_no_batch_can_hold_is_refused_with_its_place_and_what_to_set()
    {
        var memory = new BatchMemory(T5Config.V11Base, ComputePrecision.Float32, rowsPerInput: 4, newTokens: 20, limit: 1L << 30);

        var error = Assert.Throws<RequestTooLargeException>(
            () => EncoderBatch.Plan([[5], new int[9_000], [6]], eosId: 1, new(), rowsPerInput: 4, memory).First());

        Assert.Contains("Input 1 of 9,001 tokens in 4 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("1,024 MiB that a batch may", error.Message, StringComparison.Ordinal);
        Assert.Contains("GenerationLimits.BatchMemory", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<EncoderBatch> Plan(int[][] inputs, GenerationLimits limits, int rowsPerInput = 1) => EncoderBatch.Plan(
        inputs, eosId: 1, limits, rowsPerInput,
        new(T5Config.V11Small, ComputePrecision.Float32, rowsPerInput, limits.MaxNewTokens, long.MaxValue));
}
