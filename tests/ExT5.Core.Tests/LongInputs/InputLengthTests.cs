namespace ExT5.Core.Tests.LongInputs;

public sealed class InputLengthTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    private const int Huge = 60_000;

    private readonly T5Generator _generator = generators[GoldenModel.V11];
    private readonly T5Model _model = generators.Model(GoldenModel.V11);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Text { get; } = new('a', Huge);

    [Fact]
    public void An_input_longer_than_the_default_limit_is_refused_with_length_limit_and_what_to_set()
    {
        var error = Assert.Throws<RequestTooLargeException>(() => _generator.Generate(["short", Text], cancellationToken: Token));

        Assert.Contains("Input 1 has 60,001 tokens", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxInputTokens, 16,384", error.Message, StringComparison.Ordinal);
        Assert.Contains("InputOverflow to Truncate", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_refuses_it_too(bool beams)
    {
        var stream = _generator.GenerateStreamingAsync(Text, beams ? new BeamSearch() : new GreedySearch(), null, Token);

        await Assert.ThrowsAsync<RequestTooLargeException>(async () => await stream.GetAsyncEnumerator(Token).MoveNextAsync());
    }

    [Fact]
    public void Scorers_refuse_long_inputs_and_long_targets()
    {
        var scorer = new T5Scorer(_model, new AsciiTokenizer());

        var input = Assert.Throws<RequestTooLargeException>(() => scorer.Score(Text, "a"));
        var target = Assert.Throws<RequestTooLargeException>(() => scorer.Score([new("a", "b", Text)], Token));

        Assert.Contains("Input 0 has 60,001 tokens", input.Message, StringComparison.Ordinal);
        Assert.Contains("Target 1 of input 0 has 60,001 tokens", target.Message, StringComparison.Ordinal);
        Assert.Contains("maxTokens, 16,384", target.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedders_refuse_long_inputs()
    {
        var error = Assert.Throws<RequestTooLargeException>(() => new T5Embedder(_model, new AsciiTokenizer()).Embed([Text], Token));

        Assert.Contains("Input 0 has 60,001 tokens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_sequence_counts_whether_it_is_given_or_appended()
    {
        var limits = new GenerationLimits(MaxNewTokens: 2) { MaxInputTokens = 4 };

        Assert.Equal(3, _generator.GenerateIds([[5, 6, 7], [5, 6, 7, 1], []], null, limits, Token).Count);
        Assert.Throws<RequestTooLargeException>(() => _generator.GenerateIds([[5, 6, 7, 8]], null, limits, Token));
        Assert.Throws<RequestTooLargeException>(() => _generator.GenerateIds([[5, 6, 7, 8, 1]], null, limits, Token));
    }

    [Fact]
    public void A_truncated_input_gives_what_its_beginning_gives_and_says_how_much_was_left()
    {
        var limits = new GenerationLimits(MaxNewTokens: 6) { MaxInputTokens = 10, InputOverflow = InputOverflow.Truncate };
        DecodingStrategy[] strategies = [new GreedySearch(), new BeamSearch(), new Sampling(Seed: 3)];

        Assert.All(strategies, strategy =>
        {
            var results = _generator.Generate(["abcdefghijklmnop", "abcdefghi", "abc"], strategy, limits, Token);
            var beginning = _generator.Generate(["abcdefghi", "abcdefghi", "abc"], strategy, limits, Token);

            Assert.Equal([7, 0, 0], results.Select(result => result.InputTokensCut));
            Assert.Equal(beginning.Select(result => result.Text), results.Select(result => result.Text));
        });
    }

    [Fact]
    public void A_batch_that_needs_more_memory_than_it_may_is_refused_before_it_is_computed()
    {
        var limits = new GenerationLimits { MaxInputTokens = 10_000_000, BatchMemory = 1L << 30 };

        var error = Assert.Throws<RequestTooLargeException>(
            () => _generator.GenerateIds([new int[5_000_000]], new BeamSearch(), limits, Token));

        Assert.Contains("BatchMemory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_below_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationLimits { MaxInputTokens = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationLimits { BatchMemory = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new T5Scorer(_model, maxTokens: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new T5Embedder(_model, maxTokens: 0));
    }

    [Fact]
    public void A_result_prints_as_its_text_and_a_sequence_as_ids_score_and_reason()
    {
        var text = _generator.Generate(["abc"], cancellationToken: Token)[0];

        Assert.Equal(text.Text, $"{text}");
        Assert.Equal("[5, 6] score -0.25, Stop", new GeneratedSequence([5, 6], -0.25, FinishReason.Stop).ToString());
    }
}
