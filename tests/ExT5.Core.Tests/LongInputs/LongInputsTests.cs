using static TorchSharp.torch;

namespace ExT5.Core.Tests.LongInputs;

/// <summary>Recording gradients computes all scores at once, without them long inputs are computed by parts.</summary>
public sealed class LongInputsTests
{
    // Parts sum the same products of at most 96 float32 numbers, which a library may add in another order for other shapes.
    private const double Tolerance = 2e-6;

    private static readonly T5Config Tiny = new()
    {
        VocabularySize = 64,
        ModelSize = 8,
        KeyValueSize = 4,
        FeedForwardSize = 8,
        Heads = 2,
        EncoderLayers = 2,
        DecoderLayers = 2,
        DropoutRate = 0.5,
        Activation = FeedForwardActivation.GatedGelu,
    };

    private static readonly T5Config Long = Tiny with { ModelType = T5ModelType.LongT5, Heads = 1 };

    public static TheoryData<string, T5Config, int> Encoders => new()
    {
        { "full", Tiny, 2100 },
        { "bias of every block", Tiny with { ModelType = T5ModelType.UMT5 }, 2100 },
        { "local", Long with { EncoderAttention = EncoderAttention.Local }, 12_500 },
        { "summaries", Long with { EncoderAttention = EncoderAttention.TransientGlobal }, 6_000 },
        { "many summaries", Long with { EncoderAttention = EncoderAttention.TransientGlobal }, 9_001 },
        { "summaries of small blocks", Long with { EncoderAttention = EncoderAttention.TransientGlobal, GlobalBlockSize = 2 }, 6_100 },
    };

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Parts_of_an_encoder_give_what_the_whole_gives(string name, T5Config config, int length)
    {
        using var scope = NewDisposeScope();
        using var model = new T5EncoderModel(config, new() { Kernel = new ReferenceKernel() });
        model.eval();
        var (tokens, mask) = (Tokens(2, length), Padded(2, length));

        var whole = Recorded(() => model.Encode(tokens, mask));
        var parts = Unrecorded(() => model.Encode(tokens, mask));

        Assert.NotEmpty(name);
        Assert.InRange(GoldenModel.Difference(whole, parts, mask), 0, Tolerance * Largest(whole));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parts_of_a_whole_model_give_what_the_whole_gives(bool packed)
    {
        using var scope = NewDisposeScope();
        using var model = new T5Model(Tiny, new() { Kernel = new ReferenceKernel() });
        model.eval();
        var (tokens, segments) = (Tokens(2, 2100), packed ? Packed(2, 2100) : Padded(2, 2100));
        var inputs = new T5Inputs(tokens, segments, tokens, segments, packed);

        var whole = Recorded(() => model.forward(inputs));
        var parts = Unrecorded(() => model.forward(inputs));

        using var zero = (TorchSharp.Scalar)0;
        Assert.InRange(GoldenModel.Difference(whole, parts, segments.ne(zero)), 0, Tolerance * Largest(whole));
    }

    [Fact]
    public void A_pass_in_training_mode_draws_the_same_dropout_with_and_without_gradients()
    {
        using var scope = NewDisposeScope();
        using var model = new T5EncoderModel(Tiny with { Heads = 1 }, new() { Kernel = new ReferenceKernel() });
        var (tokens, mask) = (Tokens(1, 3000), Padded(1, 3000));

        manual_seed(3).Dispose();
        var whole = Recorded(() => model.Encode(tokens, mask));
        manual_seed(3).Dispose();
        var parts = Unrecorded(() => model.Encode(tokens, mask));

        Assert.InRange(GoldenModel.Difference(whole, parts, mask), 0, Tolerance * Largest(whole));
    }

    [Theory]
    [InlineData(1, 8, 3000, 3000)]
    [InlineData(5, 2, 700, 700)]
    [InlineData(3, 1, 40, 5_000_000)]
    [InlineData(1, 128, 77, 60_000)]
    public void Parts_cover_every_query_once_and_stay_within_the_memory(int rows, int heads, int queries, int keys)
    {
        var seen = new HashSet<(long, long)>();

        foreach (var part in ScoreMemory.Parts(rows, heads, queries, keys))
        {
            Assert.True(part.Rows * heads * part.Queries * keys <= Math.Max(ScoreMemory.MostScores, (long)heads * keys));
            for (var row = 0L; row < part.Rows; row++)
                for (var query = 0L; query < part.Queries; query++)
                    Assert.True(seen.Add((part.FirstRow + row, part.FirstQuery + query)));
        }

        Assert.Equal(rows * queries, seen.Count);
    }

    [Fact]
    public void Parts_of_a_feed_forward_give_what_the_whole_gives()
    {
        using var scope = NewDisposeScope();
        var config = Tiny with { FeedForwardSize = 8192 };
        using var initializer = T5Initializer.Seeded(config, new());
        using var layer = new T5FeedForward(config, ScalarType.Float32, initializer);
        var x = rand([3, 900, config.ModelSize]);

        var whole = Recorded(() => layer.Forward(x, layer.Weights(training: false), training: false));
        var parts = Unrecorded(() => layer.Forward(x, layer.Weights(training: false), training: false));

        Assert.InRange(GoldenModel.Difference(whole, parts), 0, Tolerance * Largest(whole));
    }

    private static Tensor Recorded(Func<Tensor> pass)
    {
        using var recording = enable_grad();
        using var recorded = pass();
        return recorded.detach();
    }

    private static Tensor Unrecorded(Func<Tensor> pass)
    {
        using var noGradient = no_grad();
        return pass();
    }

    private static double Largest(Tensor values) => Math.Max(1, values.abs().max().item<float>());

    private static Tensor Tokens(int rows, int length) =>
        tensor([.. Enumerable.Range(0, rows * length).Select(place => (long)(2 + (place * 7 % 60)))], [rows, length]);

    private static Tensor Padded(int rows, int length) =>
        tensor([.. Enumerable.Range(0, rows * length).Select(place => place % length < length - (place / length * 333) ? 1L : 0)], [rows, length]);

    private static Tensor Packed(int rows, int length) =>
        tensor([.. Enumerable.Range(0, rows * length).Select(place => place % length < length - 50 ? 1L + (place % length / 400) : 0)], [rows, length]);
}
