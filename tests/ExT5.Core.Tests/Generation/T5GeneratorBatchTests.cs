using System.Collections.Concurrent;

namespace ExT5.Core.Tests;

public sealed class T5GeneratorBatchTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    private static readonly string[] Texts =
        ["summarize: one", "", "translate: a much longer input than the others", "x", "summarize: one", "copy: abc def"];

    private readonly T5Generator _generator = generators[GoldenModel.V10];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DecodingStrategy, int, int> Batches()
    {
        var data = new TheoryData<DecodingStrategy, int, int>();
        foreach (var strategy in new DecodingStrategy[] { new GreedySearch(), new Sampling(Seed: 7, ReturnSequences: 2) })
            foreach (var (size, tokens) in new[] { (1, int.MaxValue), (4, int.MaxValue), (32, int.MaxValue), (32, 40) })
                data.Add(strategy, size, tokens);
        return data;
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Outputs_are_those_of_each_input_alone_in_the_order_of_the_inputs(DecodingStrategy strategy, int size, int tokens)
    {
        var limits = new GenerationLimits(MaxNewTokens: 16, BatchSize: size) { BatchTokens = tokens };

        var together = _generator.Generate(Texts, strategy, limits, Token);

        foreach (var (text, output) in Texts.Zip(together).Where(pair => pair.First != "summarize: one"))
        {
            var alone = _generator.Generate([text], strategy, limits, Token).Single();
            Assert.Equal(alone.Ids, output.Ids);
            Assert.Equal(alone.Alternatives.Select(other => other.Ids), output.Alternatives.Select(other => other.Ids));
        }
    }

    [Fact]
    public void Equal_inputs_are_drawn_each_for_itself()
    {
        var outputs = _generator.Generate(["abc", "abc", "abc"], new Sampling(Seed: 1), new(MaxNewTokens: 16, MinNewTokens: 8), Token);

        Assert.Equal(3, outputs.Select(output => output.Text).Distinct().Count());
    }

    [Fact]
    public void Each_id_of_the_limits_ends_an_output()
    {
        var whole = _generator.GenerateIds([[40, 73]], null, new(MaxNewTokens: 12, MinNewTokens: 6), Token).Single();
        var limits = new GenerationLimits(MaxNewTokens: 12) { EosIds = [1, whole.Ids[2]] };

        var cut = _generator.GenerateIds([[40, 73]], null, limits, Token).Single();

        Assert.Equal(whole.Ids.TakeWhile(id => id != whole.Ids[2]), cut.Ids);
        Assert.Equal(FinishReason.Stop, cut.FinishReason);
    }

    [Fact]
    public void Ids_of_the_end_that_the_model_does_not_know_are_refused() => Assert.Throws<ArgumentException>(
        () => _generator.Generate("abc", null, new GenerationLimits { EosIds = [128] }, Token));

    [Fact]
    public void The_time_of_a_call_counts_from_its_beginning()
    {
        var clock = new SteppingClock();
        var generator = new T5Generator(generators.Model(GoldenModel.V10), new AsciiTokenizer(), time: clock);
        var limits = new GenerationLimits(MaxNewTokens: 50, MinNewTokens: 50)
        {
            StoppingCriteria = [new MaxTime(TimeSpan.FromSeconds(3.5))],
        };

        var output = generator.Generate(["abc"], null, limits, Token).Single();

        Assert.Equal(FinishReason.Time, output.FinishReason);
        Assert.Equal(4, output.Ids.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Many_threads_draw_the_same_from_one_model(long seed)
    {
        var limits = new GenerationLimits(MaxNewTokens: 12, BatchSize: 3);
        string[] Draw() => [.. _generator.Generate(Texts, new Sampling(seed, TopP: 0.95), limits, Token).Select(output => output.Text)];
        var expected = Draw();
        var drawn = new ConcurrentBag<string[]>();

        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() => drawn.Add(Draw()))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(8, drawn.Count);
        Assert.All(drawn, texts => Assert.Equal(expected, texts));
    }

    [Fact]
    public void A_folder_is_opened_with_what_it_says_of_generation()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "config.json", "model.safetensors" })
            File.Copy(GoldenFile.PathOf(GoldenModel.V10, name), folder.File(name));
        File.WriteAllText(folder.File("generation_config.json"), """{"num_beams": 3, "length_penalty": 0.6, "max_length": 13}""");

        using var loaded = T5Generator.Load(folder.Path, new AsciiTokenizer());

        var strategy = new BeamSearch(Width: 3, LengthPenalty: 0.6);
        Assert.Equal(
            _generator.Generate("copy: abc", strategy, new(MaxNewTokens: 12), Token),
            loaded.Generate("copy: abc", cancellationToken: Token));
    }

    [Fact]
    public void A_generator_frees_the_model_it_opened_and_no_other()
    {
        using var model = T5Model.Load(GoldenFile.PathOf(GoldenModel.V10));

        new T5Generator(model, new AsciiTokenizer()).Dispose();
        var loaded = T5Generator.Load(GoldenFile.PathOf(GoldenModel.V10), new AsciiTokenizer());
        loaded.Dispose();

        Assert.NotNull(new T5Generator(model, new AsciiTokenizer()).Generate("abc", cancellationToken: Token));
        Assert.ThrowsAny<Exception>(() => loaded.Generate("abc", cancellationToken: Token));
    }

    // A second later each time it is read.
    private sealed class SteppingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }
}
