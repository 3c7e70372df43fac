using System.Text.Json;
using CsCheck;

namespace ExT5.Data.Tests;

public class NoiseMaskTests
{
    [Fact]
    public void Noise_spans_become_descending_sentinels_as_in_T5()
    {
        var test = SeqioCases.Named("noise_span_to_unique_sentinel-1");

        var result = NoiseMask.SpansToSentinels(
            Ints(test.Input, "tokens"), Bools(test.Input, "noise_mask"), noise: true, VocabularyOf(test));

        Assert.Equal(test.Expected.Deserialize<int[]>(), result);
    }

    [Fact]
    public void Inputs_and_targets_of_a_mask_equal_T5s()
    {
        var test = SeqioCases.Named("denoise-1");
        var (tokens, mask) = (Ints(test.Input, "tokens"), Bools(test.Input, "noise_mask"));

        Assert.Equal(Ints(test.Expected, "inputs"), NoiseMask.SpansToSentinels(tokens, mask, noise: true, VocabularyOf(test)));
        Assert.Equal(Ints(test.Expected, "targets"), NoiseMask.SpansToSentinels(tokens, mask, noise: false, VocabularyOf(test)));
    }

    [Fact]
    public void Counts_and_ends_of_a_random_mask_equal_T5s()
    {
        var test = SeqioCases.Named("random_spans_noise_mask.properties-1");
        var random = new CounterRandom(11);

        var mask = NoiseMask.RandomSpans(
            test.Params.GetProperty("length").GetInt32(), test.Params.GetProperty("noise_density").GetDouble(),
            test.Params.GetProperty("mean_noise_span_length").GetDouble(), ref random);

        Assert.Equal(test.Expected.GetProperty("num_noise_tokens").GetInt32(), mask.Count(noise => noise));
        Assert.Equal(test.Expected.GetProperty("num_noise_spans").GetInt32(), Spans(mask));
        Assert.Equal(test.Expected.GetProperty("first_is_noise").GetBoolean(), mask[0]);
        Assert.Equal(test.Expected.GetProperty("last_is_noise").GetBoolean(), mask[^1]);
    }

    [Fact]
    public void A_mask_has_exact_counts_at_every_length_and_density() => Gen.Select(
        Gen.Int[2, 700], Gen.Double[0.01, 0.99], Gen.Double[1, 20], Gen.ULong).Sample((length, density, mean, key) =>
    {
        var random = new CounterRandom(key);
        var mask = NoiseMask.RandomSpans(length, density, mean, ref random);
        var (tokens, spans) = NoiseMask.Counts(length, density, mean);

        return mask.Length == length && mask.Count(noise => noise) == tokens && Spans(mask) == spans && !mask[0] && mask[^1];
    });

    [Fact]
    public void Every_way_to_split_is_equally_likely()
    {
        // Length 8, 4 noise tokens, 2 spans: 3 x 3 masks. 9,000 draws give 1,000 each, sd 30.
        var counts = new Dictionary<string, int>();
        for (var key = 0UL; key < 9_000; key++)
        {
            var random = new CounterRandom(key);
            var mask = string.Concat(NoiseMask.RandomSpans(8, 0.5, 2, ref random).Select(noise => noise ? '1' : '0'));
            counts[mask] = counts.GetValueOrDefault(mask) + 1;
        }

        Assert.Equal(9, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1_150)); // 5 sd
    }

    // T5's functions count down from the first sentinel.
    private static T5Vocabulary VocabularyOf(SeqioCase test)
    {
        var first = test.Params.GetProperty("first_sentinel_id").GetInt32();
        return SentinelVocabulary.Of(first + 1, [.. Enumerable.Range(0, 10).Select(index => first - index)]);
    }

    private static int Spans(bool[] mask) => mask.Where((noise, i) => noise && (i == 0 || !mask[i - 1])).Count();

    private static int[] Ints(JsonElement element, string name) => element.GetProperty(name).Deserialize<int[]>()!;

    private static bool[] Bools(JsonElement element, string name) => element.GetProperty(name).Deserialize<bool[]>()!;
}
