using TorchSharp;

namespace ExT5.Core.Tests;

/// <summary>Counts of live tensors are per thread, so other tests do not disturb them.</summary>
public sealed class T5GeneratorMemoryTests
{
    private static readonly T5Config Dense = T5Config.V11Small with
    {
        VocabularySize = 32,
        ModelSize = 8,
        KeyValueSize = 4,
        FeedForwardSize = 8,
        EncoderLayers = 1,
        DecoderLayers = 1,
        Heads = 2,
    };

    private static readonly T5Config Switch = Dense with
    {
        ModelType = T5ModelType.Switch,
        Activation = FeedForwardActivation.Relu,
        Experts = new() { Count = 2, EncoderStep = 1, DecoderStep = 1, Capacity = 1 },
    };

    public static TheoryData<T5Config, DecodingStrategy> Cases => new()
    {
        { Dense, new GreedySearch() },
        { Switch, new BeamSearch(Width: 2) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_thousand_generations_leave_no_tensor_behind(T5Config config, DecodingStrategy strategy)
    {
        using var model = new T5Model(config);
        model.eval();
        var generator = new T5Generator(model, new AsciiTokenizer());
        void Generate() => generator.GenerateIds(
            [[5, 6, 7, 1], [9, 1]], strategy, new GenerationLimits(2, 2), TestContext.Current.CancellationToken);
        Generate(); // what stays is made once
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 1_000; i++)
            Generate();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_model_says_where_it_is_without_leaving_a_tensor_behind()
    {
        using var model = new T5Model(Dense);
        using var encoder = new T5EncoderModel(Dense);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 10; i++)
            Assert.Equal(model.Device.type, encoder.Device.type);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
