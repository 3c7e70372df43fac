using CsCheck;

namespace ExT5.Data.Tests;

public class MixtureOfDenoisersTests
{
    private static readonly ByteVocabulary Vocabulary = new();

    [Fact]
    public void Under_every_denoiser_a_segment_fits_its_row() => Gen.Select(Gen.Int[40, 600], Gen.Int[40, 600], Gen.ULong).Sample(
        (inputs, targets, key) =>
        {
            var example = Corrupt(MixtureOfDenoisers.Ul2, new BatchShape(1, inputs, targets), key);

            return example.Inputs.Length + 1 <= inputs && example.Targets.Length + 1 <= targets;
        }, iter: 300);

    [Fact]
    public void The_mode_token_stands_first_and_the_rest_is_what_its_denoiser_gives()
    {
        var shape = new BatchShape(1, 100, 100);
        var random = new CounterRandom(5);
        _ = random.NextDouble();

        var example = Corrupt(new MixtureOfDenoisers(new Denoiser(new SpanCorruption(), ModeToken: "[R]")), shape, 5);

        Assert.Equal("[R]", Vocabulary.Decode(example.Inputs.AsSpan(0, 3)));
        var alone = new SpanCorruption().Corrupt(Tokens(new SpanCorruption(), shape with { Inputs = 97 }), shape, Vocabulary, ref random);
        Assert.Equal(alone.Inputs, example.Inputs[3..]);
        Assert.Equal(alone.Targets, example.Targets);
    }

    [Fact]
    public void Denoisers_are_drawn_by_their_shares()
    {
        const int draws = 4_000;
        var objective = new MixtureOfDenoisers(
            new Denoiser(new SpanCorruption(), 3, "a"), new Denoiser(new IidDenoising(), 1, "b"), new Denoiser(new PrefixLanguageModel(), 4, "c"));
        var shape = new BatchShape(1, 30, 30);

        var drawn = Enumerable.Range(0, draws).CountBy(key => Vocabulary.Decode(Corrupt(objective, shape, (ulong)key).Inputs.AsSpan(0, 1))).ToDictionary();

        Assert.All([("a", 3), ("b", 1), ("c", 4)], entry => Assert.Equal(draws * entry.Item2 / 8.0, drawn[entry.Item1], 5 * Math.Sqrt(draws / 4.0)));
    }

    [Fact]
    public void A_mixture_is_what_its_denoisers_are()
    {
        var same = new MixtureOfDenoisers([.. MixtureOfDenoisers.Ul2.Denoisers]);

        Assert.Equal(MixtureOfDenoisers.Ul2, same);
        Assert.Equal(MixtureOfDenoisers.Ul2.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(MixtureOfDenoisers.Ul2, new MixtureOfDenoisers(MixtureOfDenoisers.Ul2.Denoisers[0]));
        Assert.Contains("MeanSpanLength = 64", MixtureOfDenoisers.Ul2.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_that_cannot_be_drawn_are_refused()
    {
        Assert.Throws<RegistryException>(() => new MixtureOfDenoisers());
        Assert.Throws<RegistryException>(() => new Denoiser(new SpanCorruption(), 0));
        Assert.Throws<RegistryException>(() => new Denoiser(new SpanCorruption(), double.NaN));
    }

    private static TokenizedExample Corrupt(MixtureOfDenoisers objective, BatchShape shape, ulong key)
    {
        var random = new CounterRandom(key);
        return objective.Corrupt(Tokens(objective, shape), shape, Vocabulary, ref random);
    }

    private static int[] Tokens(Objective objective, BatchShape shape) =>
        [.. Enumerable.Range(0, objective.SegmentLength(shape, Vocabulary)).Select(i => 3 + (i % 250))];
}
