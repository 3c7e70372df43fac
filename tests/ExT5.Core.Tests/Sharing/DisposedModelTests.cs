using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests.Sharing;

public sealed class DisposedModelTests
{
    private static readonly Tensor Ids = tensor(new long[] { 40, 41, 1 }, [1, 3]);

    private static readonly Dictionary<string, Action<T5Model>> OfModel = new()
    {
        [nameof(T5Model.forward)] = model => model.forward(new(Ids, null, Ids, null, Packed: false)),
        [nameof(T5Model.Encode)] = model => model.Encode(Ids, null),
        [nameof(T5Model.Decode)] = model => model.Decode(new(Ids, null, Ids, null, Packed: false), zeros(1, 3, model.Config.ModelSize)),
        [nameof(T5Model.Logits)] = model => model.Logits(zeros(1, model.Config.ModelSize)),
        [nameof(T5Model.StartDecoding)] = model => model.StartDecoding(Ids, null),
        [nameof(T5Model.FindNonFinite)] = model => model.FindNonFinite(new(Ids, null, Ids, null, Packed: false)),
        [nameof(T5Model.Save)] = model => Saved(folder => model.Save(folder)),
        [nameof(T5Model.Freeze)] = model => model.Freeze("encoder.*"),
        [nameof(T5Model.Unfreeze)] = model => model.Unfreeze("encoder.*"),
        [nameof(T5Model.ExclusiveUse)] = model => model.ExclusiveUse(),
        [nameof(T5Model.train)] = model => model.train(),
        [nameof(T5Model.state_dict)] = model => model.state_dict(),
        [nameof(T5Model.load_state_dict)] = model => model.load_state_dict([]),
        [nameof(T5Model.parameters)] = model => model.parameters(),
        ["get_NamedParameters"] = model => _ = model.NamedParameters,
        ["get_TrainableParameters"] = model => _ = model.TrainableParameters,
        ["get_Device"] = model => _ = model.Device,
    };

    private static readonly Dictionary<string, Action<T5EncoderModel>> OfEncoder = new()
    {
        [nameof(T5EncoderModel.Encode)] = model => model.Encode(Ids),
        [nameof(T5EncoderModel.Save)] = model => Saved(folder => model.Save(folder)),
        [nameof(T5EncoderModel.ExclusiveUse)] = model => model.ExclusiveUse(),
        [nameof(T5EncoderModel.train)] = model => model.train(),
        [nameof(T5EncoderModel.state_dict)] = model => model.state_dict(),
        [nameof(T5EncoderModel.load_state_dict)] = model => model.load_state_dict([]),
        [nameof(T5EncoderModel.parameters)] = model => model.parameters(),
        ["get_NamedParameters"] = model => _ = model.NamedParameters,
        ["get_Device"] = model => _ = model.Device,
    };

    // What a model is and how it runs can be read at any time.
    private static readonly string[] Harmless = ["get_Config", "get_Options", "get_Adapter"];

    [Fact]
    public void Every_method_of_a_disposed_model_says_so()
    {
        var model = Small();
        model.Dispose();

        Assert.Equal(Declared(typeof(T5Model)), OfModel.Keys.Order(StringComparer.Ordinal));
        Assert.All(OfModel.Values, act => Assert.Throws<ObjectDisposedException>(() => act(model)));
    }

    [Fact]
    public void Every_method_of_a_disposed_encoder_says_so()
    {
        var model = new T5EncoderModel(Small().Config);
        model.Dispose();

        Assert.Equal(Declared(typeof(T5EncoderModel)), OfEncoder.Keys.Order(StringComparer.Ordinal));
        Assert.All(OfEncoder.Values, act => Assert.Throws<ObjectDisposedException>(() => act(model)));
    }

    [Fact]
    public void Moves_and_conversions_of_a_disposed_model_say_so()
    {
        var model = Small();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.to(CPU));
        Assert.Throws<ObjectDisposedException>(() => model.to(ScalarType.Float64));
        Assert.Throws<ObjectDisposedException>(() => model.eval());
    }

    [Theory]
    [InlineData("greedy")]
    [InlineData("stream greedy")]
    [InlineData("stream beams")]
    [InlineData("scorer")]
    [InlineData("embedder")]
    [InlineData("steps")]
    public void Every_call_on_a_disposed_model_says_so(string call)
    {
        var model = Small();
        var ask = CallsOnAModel.Of(call, model);
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => ask());
    }

    [Fact]
    public void A_disposed_generator_answers_no_more_and_leaves_a_model_of_the_callers_as_it_is()
    {
        using var model = Small();
        var generator = new T5Generator(model, new AsciiTokenizer());

        generator.Dispose();
        generator.Dispose();

        Assert.Throws<ObjectDisposedException>(() => generator.Generate("a"));
        Assert.Throws<ObjectDisposedException>(() => { generator.GenerateStreamingAsync("a"); });
        Assert.NotEmpty(model.NamedParameters);
    }

    [Fact]
    public async Task A_stream_ends_in_the_error_when_its_generator_goes_between_two_pieces()
    {
        using var folder = new TemporaryFolder();
        using (var model = Small())
            model.Save(folder.Path);
        File.Copy(GoldenFile.PathOf(GoldenModel.V11, "config.json"), Path.Combine(folder.Path, "config.json"), overwrite: true);
        var generator = T5Generator.Load(folder.Path, new AsciiTokenizer());
        var limits = new GenerationLimits(MaxNewTokens: 20, MinNewTokens: 20);
        await using var pieces = generator.GenerateStreamingAsync("abc", null, limits).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await pieces.MoveNextAsync());

        generator.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await pieces.MoveNextAsync());
    }

    [Fact]
    public void A_decode_under_way_says_that_its_model_is_disposed()
    {
        var model = Small();
        using var state = model.StartDecoding(Ids, null);
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => state.Step(zeros(1, int64)));
    }

    [Fact]
    public void An_adapter_of_a_disposed_model_says_so_and_can_be_disposed()
    {
        using var folder = new TemporaryFolder();
        var model = Small();
        var adapter = T5Adapter.Attach(model, new LoraConfig(Rank: 2));
        adapter.Save(folder.Path);
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => adapter.Merge());
        Assert.Throws<ObjectDisposedException>(() => adapter.Unmerge());
        Assert.Throws<ObjectDisposedException>(() => adapter.Save(folder.Path));
        Assert.Throws<ObjectDisposedException>(() => adapter.LoadWeights(folder.Path));
        Assert.Throws<ObjectDisposedException>(() => T5Adapter.Attach(model, new LoraConfig(Rank: 2)));
        Assert.Throws<ObjectDisposedException>(() => T5Adapter.Load(model, folder.Path));
        adapter.Dispose();
        adapter.Dispose();
    }

    [Fact]
    public void A_model_disposed_inside_of_a_call_is_freed_after_it()
    {
        var model = Small();
        var generator = new T5Generator(model, new AsciiTokenizer());
        var expected = generator.Generate("abc");
        var weight = model.NamedParameters["shared.weight"];

        var text = generator.Generate("abc", new GreedySearch { Processors = [new Disposing(model, weight)] });

        Assert.Equal(expected, text);
        Assert.True(weight.IsInvalid);
    }

    private static T5Model Small() => GoldenModel.Load(GoldenModel.V11).Model;

    private static void Saved(Action<string> save)
    {
        using var folder = new TemporaryFolder();
        try
        {
            save(folder.Path);
        }
        finally
        {
            Assert.Empty(Directory.GetFiles(folder.Path));
        }
    }

    private static string[] Declared(Type type) =>
    [
        .. type.GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly)
            .Select(method => method.Name).Except(Harmless).Order(StringComparer.Ordinal),
    ];

    private sealed class Disposing(T5Model model, Tensor weight) : ILogitsProcessor
    {
        public Tensor Process(TokenHistory history, Tensor scores)
        {
            model.Dispose();
            Assert.False(weight.IsInvalid);
            return scores;
        }
    }
}
