using System.Text.Json;

namespace ExT5.Data.Tests;

public class EncoderDecoderFeatureConverterTests
{
    [Fact]
    public void Features_of_packed_examples_equal_SeqIOs()
    {
        var test = SeqioCases.Named("EncDecFeatureConverter-1");
        var batch = Pack(test, test.Params.GetProperty("task_feature_lengths"), rows: 1);
        var expected = test.Expected[0];

        Assert.Equal(Ints(expected, "encoder_input_tokens"), batch.EncoderInputTokens);
        Assert.Equal(Ints(expected, "encoder_segment_ids"), batch.EncoderSegmentIds);
        Assert.Equal(Ints(expected, "encoder_positions"), batch.EncoderPositions);
        Assert.Equal(Ints(expected, "decoder_target_tokens"), batch.DecoderTargetTokens);
        Assert.Equal(Ints(expected, "decoder_input_tokens"), batch.DecoderInputTokens);
        Assert.Equal(Ints(expected, "decoder_loss_weights"), batch.DecoderLossWeights.Select(weight => (int)weight));
        Assert.Equal(Ints(expected, "decoder_segment_ids"), batch.DecoderSegmentIds);
        Assert.Equal(Ints(expected, "decoder_positions"), batch.DecoderPositions);
    }

    [Theory]
    [InlineData("trim_and_pack_dataset-1", 1)]
    [InlineData("trim_and_pack_dataset-2", 2)]
    public void Trimmed_and_packed_rows_equal_SeqIOs(string id, int rows)
    {
        var test = SeqioCases.Named(id);

        var batch = Pack(test, test.Params.GetProperty("feature_lengths"), rows);

        Assert.Equal(Joined(test, "inputs"), batch.EncoderInputTokens);
        Assert.Equal(Joined(test, "inputs_segment_ids"), batch.EncoderSegmentIds);
        Assert.Equal(Joined(test, "inputs_positions"), batch.EncoderPositions);
        Assert.Equal(Joined(test, "targets"), batch.DecoderTargetTokens);
        Assert.Equal(Joined(test, "targets_segment_ids"), batch.DecoderSegmentIds);
        Assert.Equal(Joined(test, "targets_positions"), batch.DecoderPositions);
    }

    [Fact]
    public void Decoder_inputs_of_unpacked_rows_are_the_targets_shifted_right_as_in_SeqIO()
    {
        var test = SeqioCases.Named("make_autoregressive_inputs-1");
        var row = Ints(test.Input, "tokens");
        var writer = new BatchWriter(new BatchShape(1, 2, row.Length, Packed: false), padId: 0);

        writer.Add(new TokenizedExample([1], [.. row.Where(token => token != 0)]), 0);

        Assert.Equal(test.Expected.Deserialize<int[]>(), writer.Batch.DecoderInputTokens);
    }

    [Fact]
    public void Decoder_inputs_of_packed_rows_start_anew_with_each_example_as_in_SeqIO()
    {
        var test = SeqioCases.Named("make_autoregressive_inputs-2");
        var (row, segments) = (Ints(test.Input, "tokens"), Ints(test.Input, "sequence_id"));
        var writer = new BatchWriter(new BatchShape(1, 3, row.Length), padId: 0);

        foreach (var segment in segments.Where(id => id > 0).Distinct())
            writer.Add(new TokenizedExample([1], [.. row.Where((_, i) => segments[i] == segment)]), 0);

        Assert.Equal(test.Expected.Deserialize<int[]>(), writer.Batch.DecoderInputTokens);
    }

    private static PackedBatch Pack(SeqioCase test, JsonElement lengths, int rows)
    {
        var shape = new BatchShape(rows, lengths.GetProperty("inputs").GetInt32(), lengths.GetProperty("targets").GetInt32()) { Packing = PackingMethod.InOrder };
        TokenizedExample[] examples = [.. test.Input.EnumerateArray().Select(each => new TokenizedExample(Ints(each, "inputs"), Ints(each, "targets")))];
        return Assert.Single(new SequencePacker(shape).Pack(examples, new int[examples.Length]));
    }

    private static int[] Joined(SeqioCase test, string name) => [.. test.Expected.EnumerateArray().SelectMany(row => Ints(row, name))];

    private static int[] Ints(JsonElement element, string name) => element.GetProperty(name).Deserialize<int[]>()!;
}
