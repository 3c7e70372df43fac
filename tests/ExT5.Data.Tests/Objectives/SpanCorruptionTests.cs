using CsCheck;

namespace ExT5.Data.Tests;

public class SpanCorruptionTests
{
    private static readonly ByteVocabulary Vocabulary = new();

    [Theory]
    [InlineData("random_spans_helper-1")]
    [InlineData("random_spans_helper-2")]
    public void Segment_and_target_lengths_equal_T5s(string id)
    {
        var test = SeqioCases.Named(id);
        var objective = new SpanCorruption(
            test.Params.GetProperty("noise_density").GetDouble(), test.Params.GetProperty("mean_noise_span_length").GetDouble());

        var (tokens, targets) = objective.Lengths(test.Params.GetProperty("inputs_length").GetInt32());

        Assert.Equal(test.Expected.GetProperty("tokens_length").GetInt32(), tokens);
        Assert.Equal(test.Expected.GetProperty("targets_length").GetInt32(), targets);
    }

    [Fact]
    public void A_full_segment_fills_its_row_exactly() => Gen.Select(Gen.Int[16, 520], Gen.ULong).Sample((inputs, key) =>
    {
        var objective = new SpanCorruption();
        var (length, targets) = objective.Lengths(inputs);
        var example = Corrupt(objective, length, new BatchShape(1, inputs, inputs), key);

        // The caller's EOS is the one missing.
        return example.Inputs.Length + 1 <= inputs && inputs - example.Inputs.Length <= 2 && example.Targets.Length + 1 == targets;
    });

    [Fact]
    public void Every_token_is_in_inputs_or_targets_once_and_sentinels_descend() => Gen.Select(
        Gen.Int[2, 250], Gen.Double[0.05, 0.45], Gen.Double[1, 8], Gen.ULong).Sample((length, density, mean, key) =>
    {
        var example = Corrupt(new SpanCorruption(density, mean), length, new BatchShape(1, 512, 512), key);

        Assert.Equal(Enumerable.Range(3, length), RestoredTokens.Of(example, Vocabulary));
    }, iter: 500);

    [Fact]
    public void An_examples_mask_depends_on_its_own_key_only()
    {
        var shape = new BatchShape(1, 64, 64);

        Assert.Equal(Corrupt(new SpanCorruption(), 60, shape, 5).Inputs, Corrupt(new SpanCorruption(), 60, shape, 5).Inputs);
        Assert.NotEqual(Corrupt(new SpanCorruption(), 60, shape, 5).Inputs, Corrupt(new SpanCorruption(), 60, shape, 6).Inputs);
    }

    [Fact]
    public void A_shape_whose_targets_are_too_short_is_refused_with_the_number_needed()
    {
        var error = Assert.Throws<RegistryException>(() => new SpanCorruption().SegmentLength(new BatchShape(1, 512, 100), Vocabulary));

        Assert.Contains("needs 114 targets", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_inputs_than_a_row_holds_give_shorter_segments()
    {
        var shape = new BatchShape(1, 512, 114);

        Assert.Equal(568, new SpanCorruption().SegmentLength(shape, Vocabulary));
        Assert.Equal(new SpanCorruption().Lengths(128).Tokens, new SpanCorruption(MaxInputs: 128).SegmentLength(shape, Vocabulary));
        Assert.Equal(568, new SpanCorruption(MaxInputs: 1_000).SegmentLength(shape, Vocabulary));
        Assert.Throws<RegistryException>(() => new SpanCorruption(MaxInputs: 1));
    }

    [Fact]
    public void More_spans_than_sentinels_are_refused() => Assert.Contains(
        "sentinels", Assert.Throws<RegistryException>(
            () => new SpanCorruption(0.5, 1).SegmentLength(new BatchShape(1, 1024, 1024), Vocabulary)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.1, 3)]
    [InlineData(1, 3)]
    [InlineData(double.NaN, 3)]
    [InlineData(0.15, 0.5)]
    public void Parameters_out_of_range_are_refused(double density, double mean) =>
        Assert.Throws<RegistryException>(() => new SpanCorruption(density, mean));

    [Theory]
    [InlineData(2)]
    [InlineData(63)]
    public void At_density_0_inputs_stay_whole_and_the_targets_are_the_first_sentinel_as_in_T5(int length)
    {
        // t5.data.preprocessors: random_spans_noise_mask gives no noise, random_spans_helper inputs - 1 tokens, and
        // nonnoise_span_to_unique_sentinel one sentinel for all of them.
        foreach (Objective objective in new Objective[] { new SpanCorruption(0), new IidDenoising(0), new MixtureOfDenoisers(new Denoiser(new SpanCorruption(0))) })
        {
            var shape = new BatchShape(1, 64, 2);
            Assert.Equal(63, objective.SegmentLength(shape, Vocabulary));

            var example = Corrupt(objective, length, shape, key: 1);

            Assert.Equal(Enumerable.Range(3, length), example.Inputs);
            Assert.Equal([Vocabulary.SentinelId(0)], example.Targets);
        }
    }

    [Fact]
    public void At_density_0_a_vocabulary_without_sentinels_is_refused_at_opening() =>
        Assert.Throws<RegistryException>(() => new SpanCorruption(0).SegmentLength(new BatchShape(1, 64, 2), new ByteVocabulary(0)));

    private static TokenizedExample Corrupt(Objective objective, int length, BatchShape shape, ulong key)
    {
        var random = new CounterRandom(key);
        return objective.Corrupt(Enumerable.Range(3, length).ToArray(), shape, Vocabulary, ref random);
    }
}
