using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class EncoderPatternTests
{
    // Float32 against float64: sums of at most 60 products of numbers near 1.
    private const double Tolerance = 2e-5;

    public static TheoryData<EncoderAttention> Patterns => [EncoderAttention.Local, EncoderAttention.TransientGlobal];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Attention_in_blocks_equals_the_formula_with_a_dense_mask(EncoderAttention pattern) =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 3].Select(power => 1 << power), Gen.Int[1, 40], Gen.Int[0, 12], Gen.Int[0, 1_000]).Sample(
            (radius, global, length, padding, seed) => Assert.InRange(
                LargestDifference(Config(pattern, radius, global), length, padding, seed), 0, Tolerance),
            iter: 40, threads: 1);

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Nothing_grows_with_the_square_of_the_length(EncoderAttention pattern)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var kernel = new RecordingKernel();
        using var model = new T5EncoderModel(Config(pattern, radius: 3, global: 200), new() { Kernel = kernel });

        model.Encode(ones([1, 1_000], ScalarType.Int64));

        // A thousand queries of two heads, each with the keys of three blocks of four and five summaries.
        Assert.All(kernel.Weights, weights => Assert.InRange(weights.numel(), 1_000 * 2 * 12, 1_000 * 2 * (12 + 5)));
    }

    [Fact]
    public void Packed_examples_with_local_attention_give_the_states_they_give_apart()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var model = GoldenModel.Load(GoldenModel.LocalLongT5).Model;
        var (first, second) = (Ids(3, 14), Ids(20, 27));
        var segments = cat([full_like(first, Scalars.One), full_like(second, Scalars.Two), zeros([1, 3], ScalarType.Int64)], 1);

        var packed = model.Encode(cat([first, second, zeros([1, 3], ScalarType.Int64)], 1), segments, packed: true);

        Assert.InRange(GoldenModel.Difference(model.Encode(first, null), packed.narrow(1, 0, 11)), 0, Tolerance);
        Assert.InRange(GoldenModel.Difference(model.Encode(second, null), packed.narrow(1, 11, 7)), 0, Tolerance);
    }

    [Fact]
    public void Packed_examples_with_transient_global_attention_are_refused()
    {
        var model = GoldenModel.Load(GoldenModel.GlobalLongT5).Model;
        var ids = ones([1, 4], ScalarType.Int64);

        var error = Assert.Throws<ArgumentException>(() => model.Encode(ids, ids, packed: true));

        Assert.Contains("one example per row", error.Message, StringComparison.Ordinal);
    }

    // One row of a batch of two is shorter than the other; each is compared with the formula over its real positions.
    private static double LargestDifference(T5Config config, int length, int padding, int seed)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var model = new T5EncoderModel(config, new() { Seed = (ulong)seed });
        model.eval();
        using var generator = new Generator((ulong)seed);
        var x = randn([2, length + padding, config.ModelSize], generator: generator);
        var mask = ones([2, length + padding], ScalarType.Int64);
        mask[0].narrow(0, length, padding).zero_();
        var attention = model.Encoder.Blocks[0].SelfAttention.Attention;
        var plain = new PlainLongAttention(config, attention.state_dict());

        var segments = new EncoderSegments(mask, Packed: false, Rows: 2, Length: length + padding, CPU);
        var actual = EncoderPattern.Of(config, attention, segments, training: false).Attend(attention, x, training: false).to(ScalarType.Float64);

        double Row(int row, int real)
        {
            var expected = plain.Attend(x[row].narrow(0, 0, real).to(ScalarType.Float64));
            return (expected - actual[row].narrow(0, 0, real)).abs().max().item<double>();
        }

        return Math.Max(Row(0, length), Row(1, length + padding));
    }

    private static Tensor Ids(int first, int end) => tensor(Enumerable.Range(first, end - first).Select(id => (long)id).ToArray()).unsqueeze(0);

    private static T5Config Config(EncoderAttention pattern, int radius, int global) => T5Config.LongT5LocalBase with
    {
        EncoderAttention = pattern,
        LocalRadius = radius,
        GlobalBlockSize = global,
        VocabularySize = 10,
        ModelSize = 12,
        KeyValueSize = 5,
        Heads = 2,
        FeedForwardSize = 8,
        EncoderLayers = 1,
        RelativeAttentionBuckets = 8,
        RelativeAttentionMaxDistance = 12,
    };
}
