using CsCheck;

namespace ExT5.Data.Tests;

public class SequencePackerTests
{
    private static readonly Gen<TokenizedExample[]> Examples = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 12])
        .Select((inputs, targets) => new TokenizedExample(
            [.. Enumerable.Repeat(inputs + 100, inputs)], [.. Enumerable.Repeat(targets + 100, targets)]))
        .Array[1, 40];

    [Fact]
    public void Nothing_is_lost_split_or_doubled() => Examples.Sample(examples =>
    {
        var packer = new SequencePacker(new BatchShape(6, 20, 12));
        var added = examples.Where((example, i) => packer.TryAdd(example, i)).ToArray();

        var segments = Segments(packer.Take());

        Assert.Equal(
            added.Select(example => (example.Inputs.Length, example.Targets.Length)).Order(),
            segments.Select(segment => (segment.Inputs.Length, segment.Targets.Length)).Order());
        Assert.All(segments, segment => Assert.Single(segment.Inputs.Distinct()));
    });

    [Fact]
    public void An_example_goes_into_the_first_row_with_room()
    {
        var packer = new SequencePacker(new BatchShape(2, 10, 10));
        packer.TryAdd(Example(8, 8), 0);
        packer.TryAdd(Example(5, 5), 1);
        packer.TryAdd(Example(2, 2), 2);

        var batch = packer.Take();

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 2, 2], batch.EncoderSegmentIds[..10]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 2, 2], batch.DecoderTaskIds[..10]);
        Assert.Equal([1, 1, 1, 1, 1, -1, -1, -1, -1, -1], batch.DecoderTaskIds[10..]);
    }

    [Fact]
    public void An_example_without_room_leaves_the_batch_as_it_was()
    {
        var packer = new SequencePacker(new BatchShape(1, 10, 10));
        packer.TryAdd(Example(4, 9), 0);

        Assert.False(packer.TryAdd(Example(4, 2), 0));
        Assert.Equal(1, packer.Examples);
    }

    [Fact]
    public void Unpacked_batches_hold_one_example_a_row()
    {
        var packer = new SequencePacker(new BatchShape(2, 10, 10, Packed: false));

        Assert.True(packer.TryAdd(Example(2, 2), 0));
        Assert.True(packer.TryAdd(Example(2, 2), 0));
        Assert.False(packer.TryAdd(Example(2, 2), 0));
        Assert.True(packer.IsFull);
    }

    [Fact]
    public void A_taken_batch_leaves_an_empty_one()
    {
        var packer = new SequencePacker(new BatchShape(1, 4, 4), padId: 0);
        packer.TryAdd(Example(4, 4), 0);
        packer.Take();

        Assert.Equal(0, packer.Examples);
        Assert.Equal([0, 0, 0, 0], packer.Take().EncoderInputTokens);
    }

    [Theory]
    [InlineData(0, 8, 8)]
    [InlineData(1, 1, 8)]
    [InlineData(1, 8, -1)]
    public void A_shape_without_room_is_refused(int sequences, int inputs, int targets) =>
        Assert.Throws<RegistryException>(() => new SequencePacker(new BatchShape(sequences, inputs, targets)));

    private static TokenizedExample Example(int inputs, int targets) =>
        new([.. Enumerable.Repeat(5, inputs)], [.. Enumerable.Repeat(5, targets)]);

    private static List<TokenizedExample> Segments(PackedBatch batch)
    {
        var found = new List<TokenizedExample>();
        for (var row = 0; row < batch.Shape.Sequences; row++)
            for (var segment = 1; ; segment++)
            {
                var inputs = Of(batch.EncoderInputTokens, batch.EncoderSegmentIds, row, batch.Shape.Inputs, segment);
                if (inputs.Length == 0) break;
                found.Add(new(inputs, Of(batch.DecoderTargetTokens, batch.DecoderSegmentIds, row, batch.Shape.Targets, segment)));
            }

        return found;
    }

    private static int[] Of(int[] tokens, int[] segments, int row, int length, int segment) =>
        [.. Enumerable.Range(row * length, length).Where(i => segments[i] == segment).Select(i => tokens[i])];
}
