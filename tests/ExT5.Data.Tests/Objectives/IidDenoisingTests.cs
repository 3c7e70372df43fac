using CsCheck;

namespace ExT5.Data.Tests;

public class IidDenoisingTests
{
    private static readonly ByteVocabulary Vocabulary = new(extraIds: 300);

    [Fact]
    public void Any_segment_fits_its_row_and_every_token_is_in_inputs_or_targets_once() => Gen.Select(
        Gen.Int[12, 300], Gen.Int[12, 300], Gen.Double[0.05, 0.6], Gen.ULong).Sample((inputs, targets, density, key) =>
    {
        var (objective, shape) = (new IidDenoising(density), new BatchShape(1, inputs, targets));
        int[] tokens = [.. Enumerable.Range(3, objective.SegmentLength(shape, Vocabulary))];
        var random = new CounterRandom(key);

        var example = objective.Corrupt(tokens, shape, Vocabulary, ref random);

        Assert.True(example.Inputs.Length + 1 <= inputs && example.Targets.Length + 1 <= targets);
        Assert.Equal(tokens, RestoredTokens.Of(example, Vocabulary));
    }, iter: 300);

    [Fact]
    public void Every_token_is_hidden_as_often_as_any_other()
    {
        const int draws = 20_000, length = 20;
        var hidden = new int[length];
        for (var draw = 0; draw < draws; draw++)
        {
            var random = new CounterRandom((ulong)draw);
            var mask = NoiseMask.RandomTokens(length, 3, ref random);
            for (var at = 0; at < length; at++) hidden[at] += mask[at] ? 1 : 0;
        }

        // Five standard deviations of a binomial count.
        Assert.All(hidden, count => Assert.Equal(draws * 0.15, count, 5 * Math.Sqrt(draws * 0.15 * 0.85)));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_density_out_of_range_is_refused(double density) =>
        Assert.Throws<RegistryException>(() => new IidDenoising(density));

    [Fact]
    public void A_shape_too_short_for_anything_is_refused() => Assert.Contains(
        "Raise Inputs and Targets",
        Assert.Throws<RegistryException>(() => new IidDenoising().SegmentLength(new BatchShape(1, 8, 2), Vocabulary)).Message,
        StringComparison.Ordinal);
}
