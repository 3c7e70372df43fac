using CsCheck;

namespace ExT5.Data.Tests;

public class SequencePackerTests
{
    private static readonly Gen<TokenizedExample[]> Examples = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 12])
        .Select((inputs, targets) => new TokenizedExample(
            [.. Enumerable.Repeat(inputs + 100, inputs)], [.. Enumerable.Repeat(targets + 100, targets)]))
        .Array[1, 200];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_lost_split_or_doubled(bool packed) => Examples.Sample(examples =>
    {
        var packer = new SequencePacker(new BatchShape(6, 20, 12, packed), seed: 5);

        var batches = packer.Pack(examples, [.. Enumerable.Range(0, examples.Length)]).ToArray();

        var found = batches.SelectMany(PackedRows.Of).OrderBy(each => each.Task).Select(each => PackedRows.Text(each.Example));
        Assert.Equal(examples.Select(PackedRows.Text), found);
    });

    [Fact]
    public void No_batch_is_above_its_token_budget_and_none_is_lost() => Gen.Select(Examples, Gen.Int[32, 200]).Sample((examples, budget) =>
    {
        var packer = new SequencePacker(BatchShape.OfTokens(budget, 20, 12));

        var batches = packer.Pack(examples, [.. Enumerable.Range(0, examples.Length)]).ToArray();

        Assert.All(batches, batch => Assert.InRange(batch.Shape.Sequences * (batch.Shape.Inputs + batch.Shape.Targets), 1, budget));
        Assert.Equal(
            examples.Select(PackedRows.Text),
            batches.SelectMany(PackedRows.Of).OrderBy(each => each.Task).Select(each => PackedRows.Text(each.Example)));
    });

    [Fact]
    public void In_order_rows_are_those_of_SeqIOs_packing_of_batches() => Gen.Select(Examples, Gen.Int[1, 6], Gen.Int[12, 40]).Sample((examples, sequences, inputs) =>
    {
        var shape = new BatchShape(sequences, inputs, 12) { Packing = PackingMethod.InOrder };

        var batches = new SequencePacker(shape, seed: 3).Pack(examples, [.. Enumerable.Range(0, examples.Length)]);

        var rows = batches.SelectMany(batch => batch.DecoderTaskIds.Chunk(12)).Select(row => string.Join(' ', row.Where(id => id >= 0).Distinct())).Where(row => row.Length > 0);
        Assert.Equal(SeqioRows(examples, inputs, 12), rows);
    });

    // seqio.utils.trim_and_pack_dataset: examples are batched by max(feature_lengths), and _pack_with_tf_ops fills one row at a time in each.
    private static List<string> SeqioRows(TokenizedExample[] examples, int inputs, int targets)
    {
        var rows = new List<string>();
        foreach (var batch in examples.Index().Chunk(Math.Max(inputs, targets)))
        {
            var (partial, usedInputs, usedTargets) = (new List<int>(), 0, 0);
            foreach (var (index, example) in batch)
            {
                var (i, t) = (Math.Min(example.Inputs.Length, inputs), Math.Min(example.Targets.Length, targets));
                if (usedInputs + i > inputs || usedTargets + t > targets)
                {
                    rows.Add(string.Join(' ', partial));
                    (partial, usedInputs, usedTargets) = ([], 0, 0);
                }

                partial.Add(index);
                (usedInputs, usedTargets) = (usedInputs + i, usedTargets + t);
            }

            rows.Add(string.Join(' ', partial));
        }

        return rows;
    }

    [Fact]
    public void Only_packed_shapes_are_packed_in_order() =>
        Assert.Throws<RegistryException>(() => new SequencePacker(new BatchShape(1, 8, 8, Packed: false) { Packing = PackingMethod.InOrder }));

    [Fact]
    public void A_shape_that_is_as_it_always_was_keeps_its_text() =>
        Assert.Equal(
            ("BatchShape { Sequences = 1, Inputs = 8, Targets = 6, Packed = True, Window = 4096, TokenBudget =  }", "BatchShape { Sequences = 1, Inputs = 8, Targets = 6, Packed = True, Window = 4096, TokenBudget = , Packing = InOrder }"),
            (new BatchShape(1, 8, 6).ToString(), new BatchShape(1, 8, 6) { Packing = PackingMethod.InOrder }.ToString()));

    [Fact]
    public void Weights_of_targets_go_where_their_targets_go_and_all_others_count_one()
    {
        TokenizedExample[] examples = [Example(3, 4) with { TargetWeights = [0, 0.5f, 1, 2] }, Example(3, 2), Example(9, 9) with { TargetWeights = [1, 0, 1, 0, 1, 0, 1, 0, 1] }];

        var batch = Assert.Single(new SequencePacker(new BatchShape(2, 6, 6) { Packing = PackingMethod.InOrder }).Pack(examples, [0, 1, 2]));

        Assert.Equal([0, 0.5f, 1, 2, 1, 1, 1, 0, 1, 0, 1, 0], batch.DecoderLossWeights);
    }

    [Theory]
    [InlineData(new float[] { 1 })]
    [InlineData(new float[] { 1, -1 })]
    [InlineData(new float[] { 1, float.NaN })]
    [InlineData(new float[] { float.PositiveInfinity, 1 })]
    public void Weights_that_do_not_fit_are_refused(float[] weights) =>
        Assert.Throws<FormatException>(() => new SequencePacker(new BatchShape(2, 6, 6)).Pack([Example(2, 2) with { TargetWeights = weights }], [0]).ToList());

    [Fact]
    public void Short_examples_fill_the_gaps_that_long_ones_leave()
    {
        var packer = new SequencePacker(new BatchShape(2, 10, 10));

        var batches = packer.Pack([Example(2, 2), Example(5, 5), Example(8, 8), Example(5, 5)], [0, 1, 2, 3]).ToArray();

        var rows = PackedRows.Of(Assert.Single(batches)).Select(each => each.Task).Chunk(2).Select(row => row.Order().ToArray());
        Assert.Equal([[0, 2], [1, 3]], rows.OrderBy(row => row[0]));
    }

    [Fact]
    public void Targets_without_room_open_a_new_row_though_inputs_would_fit()
    {
        var packer = new SequencePacker(new BatchShape(2, 10, 10));

        var batch = Assert.Single(packer.Pack([Example(2, 9), Example(2, 2)], [0, 1]));

        Assert.Equal([1, 1], batch.DecoderSegmentIds.Chunk(10).Select(row => row.Max()));
    }

    [Fact]
    public void An_example_longer_than_a_row_is_trimmed_to_it()
    {
        var batch = Assert.Single(new SequencePacker(new BatchShape(1, 4, 3)).Pack([Example(9, 9)], [0]));

        Assert.Equal([5, 5, 5, 5], batch.EncoderInputTokens);
        Assert.Equal([5, 5, 5], batch.DecoderTargetTokens);
    }

    [Fact]
    public void Another_seed_gives_the_rows_another_order()
    {
        TokenizedExample[] examples = [.. Enumerable.Range(1, 40).Select(i => Example(10, i % 9 + 1))];
        string Order(ulong seed) => string.Join(' ', new SequencePacker(new BatchShape(40, 10, 10), seed: seed)
            .Pack(examples, [.. Enumerable.Range(0, 40)]).SelectMany(PackedRows.Of).Select(each => each.Task));

        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));
    }

    [Theory]
    [InlineData(0, 8, 8)]
    [InlineData(1, 1, 8)]
    [InlineData(1, 8, -1)]
    public void A_shape_without_room_is_refused(int sequences, int inputs, int targets) =>
        Assert.Throws<RegistryException>(() => new SequencePacker(new BatchShape(sequences, inputs, targets)));

    [Fact]
    public void A_budget_below_one_row_and_a_window_of_no_blocks_are_refused()
    {
        Assert.Throws<RegistryException>(() => new SequencePacker(BatchShape.OfTokens(31, 20, 12)));
        Assert.Throws<RegistryException>(() => new SequencePacker(new BatchShape(1, 8, 8) { Window = 100 }));
        Assert.Throws<RegistryException>(() => new SequencePacker(new BatchShape(1, 8, 8) { TokenBudget = 100 }));
    }

    private static TokenizedExample Example(int inputs, int targets) =>
        new([.. Enumerable.Repeat(5, inputs)], [.. Enumerable.Repeat(5, targets)]);
}
