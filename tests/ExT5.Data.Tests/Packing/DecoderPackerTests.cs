using CsCheck;

namespace ExT5.Data.Tests;

/// <summary>The numbers are those of seqio/feature_converters_test.py (LMFeatureConverter and PrefixLMFeatureConverter).</summary>
public class DecoderPackerTests
{
    private const DecoderFeatures Lm = DecoderFeatures.LanguageModel, Prefix = DecoderFeatures.PrefixLanguageModel, OnAll = DecoderFeatures.PrefixLanguageModelOnAll;

    private static readonly TokenizedExample[] Two = [new([7, 8, 5, 1], [3, 9, 1]), new([8, 4, 9, 3, 1], [4, 1])];

    [Fact]
    public void Lm_unpacked() => Check(
        new DecoderPacker(1, 5, Lm, packed: false), [new([], [3, 9, 1])],
        targets: [3, 9, 1, 0, 0], inputs: [0, 3, 9, 1, 0], weights: [1, 1, 1, 0, 0]);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Lm_only_packed_with_and_without_the_default_start(int start) => Check(
        new DecoderPacker(1, 6, Lm, startId: start), [new([], [3, 9, 1]), new([], [4, 1])],
        targets: [3, 9, 1, 4, 1, 0], inputs: [start, 3, 9, start, 4, start], weights: [1, 1, 1, 1, 1, 0],
        positions: [0, 1, 2, 0, 1, 0], segments: [1, 1, 1, 2, 2, 0]);

    [Fact]
    public void Lm_pack_long_sequences() => Check(
        new DecoderPacker(2, 5, Lm), [new([], [3, 9, 4, 5, 1]), new([], [4, 3, 2, 1])],
        targets: [3, 9, 4, 5, 1, 4, 3, 2, 1, 0], inputs: [0, 3, 9, 4, 5, 0, 4, 3, 2, 0], weights: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0],
        positions: [0, 1, 2, 3, 4, 0, 1, 2, 3, 0], segments: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);

    [Theory]
    [InlineData(Prefix, new float[] { 0, 0, 0, 0, 1, 1, 1, 0, 0 })]
    [InlineData(OnAll, new float[] { 1, 1, 1, 1, 1, 1, 1, 0, 0 })]
    public void Prefix_lm_unpacked(DecoderFeatures features, float[] weights) => Check(
        new DecoderPacker(1, 9, features, packed: false), [new([9, 4, 6, 1], [3, 9, 1])],
        targets: [9, 4, 6, 1, 3, 9, 1, 0, 0], inputs: [0, 9, 4, 6, 1, 3, 9, 1, 0], weights, causal: [1, 1, 1, 1, 1, 0, 0, 0, 0]);

    [Fact]
    public void Prefix_lm_unpacked_trivial_targets() => Check(
        new DecoderPacker(1, 9, Prefix, packed: false), [new([9, 4, 6, 1], [])],
        targets: [9, 4, 6, 1, 0, 0, 0, 0, 0], inputs: [0, 9, 4, 6, 1, 0, 0, 0, 0], weights: new float[9], causal: [1, 1, 1, 1, 1, 0, 0, 0, 0]);

    [Fact]
    public void Prefix_lm_long_inputs_feature_length() => Check(
        new DecoderPacker(1, 14, Prefix, packed: false), [new([9, 4, 6, 1], [3, 9, 1])],
        targets: [9, 4, 6, 1, 3, 9, 1, 0, 0, 0, 0, 0, 0, 0], inputs: [0, 9, 4, 6, 1, 3, 9, 1, 0, 0, 0, 0, 0, 0],
        weights: [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], causal: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    [Theory]
    [InlineData(Prefix, 0)]
    [InlineData(OnAll, 0)]
    [InlineData(Prefix, 10)]
    public void Prefix_lm_packed(DecoderFeatures features, int start) => Check(
        new DecoderPacker(1, 15, features, startId: start), Two,
        targets: [7, 8, 5, 1, 3, 9, 1, 8, 4, 9, 3, 1, 4, 1, 0], inputs: [start, 7, 8, 5, 1, 3, 9, start, 8, 4, 9, 3, 1, 4, start],
        weights: features == OnAll ? [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0] : [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0],
        positions: [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0], segments: [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 0],
        causal: [1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0]);

    [Fact]
    public void Prefix_lm_pack_long_sequences() => Check(
        new DecoderPacker(2, 7, Prefix), [new([7, 8, 5, 1], [3, 9, 1]), new([8, 4, 1], [5, 1])],
        targets: [7, 8, 5, 1, 3, 9, 1, 8, 4, 1, 5, 1, 0, 0], inputs: [0, 7, 8, 5, 1, 3, 9, 0, 8, 4, 1, 5, 0, 0],
        weights: [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0], positions: [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 0, 0],
        segments: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0], causal: [1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0]);

    [Fact]
    public void Empty_inputs() => Check(
        new DecoderPacker(1, 14, Prefix), [new([1], [1, 2]), new([], [3, 4]), new([2, 3, 4, 5, 6], [5, 6])],
        targets: [1, 1, 2, 3, 4, 2, 3, 4, 5, 6, 5, 6, 0, 0], inputs: [0, 1, 1, 0, 3, 0, 2, 3, 4, 5, 6, 5, 0, 0],
        weights: [0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0], positions: [0, 1, 2, 0, 1, 0, 1, 2, 3, 4, 5, 6, 0, 0],
        segments: [1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 0, 0], causal: [1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0]);

    [Fact]
    public void Weights_of_targets_are_kept() =>
        Assert.Equal([0, 0, 0, 0, 1, 0, 0.5f, 0], Assert.Single(new DecoderPacker(1, 8, Prefix).Pack([Two[0] with { TargetWeights = [1, 0, 0.5f] }], [0])).DecoderLossWeights);

    [Fact]
    public void An_example_longer_than_a_row_and_inputs_of_a_language_model_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new DecoderPacker(1, 6, Prefix).Pack(Two, [0, 0]));
        Assert.Throws<ArgumentException>(() => new DecoderPacker(1, 60, Lm).Pack(Two, [0, 0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_token_is_in_one_row_once_with_its_task(bool packed) => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 8]).Array[0, 60].Sample(lengths =>
    {
        TokenizedExample[] examples = [.. lengths.Select((length, i) => new TokenizedExample(Ids(i, length.Item1), Ids(i, length.Item2)))];

        var batches = new DecoderPacker(3, 17, Prefix, packed).Pack(examples, [.. Enumerable.Range(0, examples.Length)]).ToList();

        Assert.Equal(
            examples.SelectMany(example => example.Inputs.Concat(example.Targets)),
            batches.SelectMany(batch => batch.DecoderTargetTokens.Where((_, place) => batch.DecoderSegmentIds[place] > 0)));
        Assert.All(batches.SelectMany(batch => batch.DecoderTargetTokens.Zip(batch.DecoderTaskIds)), place => Assert.Equal(Math.Max(0, place.Second + 1), place.First));
    });

    private static int[] Ids(int example, int length) => [.. Enumerable.Repeat(example + 1, length)];

    private static void Check(
        DecoderPacker packer, TokenizedExample[] examples, int[] targets, int[] inputs, float[] weights,
        int[]? positions = null, int[]? segments = null, int[]? causal = null)
    {
        var batch = Assert.Single(packer.Pack(examples, new int[examples.Length]));

        Assert.Equal(targets, batch.DecoderTargetTokens);
        Assert.Equal(inputs, batch.DecoderInputTokens);
        Assert.Equal(weights, batch.DecoderLossWeights);
        Assert.Equal(causal, batch.DecoderCausalAttention);
        if (positions is not null) Assert.Equal(positions, batch.DecoderPositions);
        if (segments is not null) Assert.Equal(segments, batch.DecoderSegmentIds);
    }
}
