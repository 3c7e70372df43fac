using TorchSharp;

namespace ExT5.Core.Tests;

[Collection(TorchGenerator.Name)]
public sealed class T5GeneratorStreamingTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    private static readonly GenerationLimits Limits = new(MaxNewTokens: 24, MinNewTokens: 12);

    private readonly T5Generator _generator = generators[GoldenModel.V11];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DecodingStrategy> Strategies() =>
    [
        new GreedySearch(),
        new GreedySearch { Processors = [new NoRepeatNGram(2)] },
        new Sampling(Seed: 4, Temperature: 1.5),
        new Sampling(Seed: 4, TopP: 0.9, ReturnSequences: 3),
        new BeamSearch(Width: 3),
    ];

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task The_pieces_are_the_text(DecodingStrategy strategy)
    {
        var pieces = await Pieces(_generator.GenerateStreamingAsync("translate: one two", strategy, Limits, Token));

        Assert.Equal(_generator.Generate("translate: one two", strategy, Limits, Token), string.Concat(pieces));
        Assert.All(pieces, piece => Assert.NotEmpty(piece));
    }

    [Fact]
    public async Task Greedy_search_gives_a_piece_a_token_and_beams_one_in_all()
    {
        var greedy = await Pieces(_generator.GenerateStreamingAsync("abc", new GreedySearch(), Limits, Token));
        var beams = await Pieces(_generator.GenerateStreamingAsync("abc", new BeamSearch(), Limits, Token));

        Assert.InRange(greedy.Count, 12, 24);
        Assert.Single(beams);
    }

    [Fact]
    public async Task A_stop_string_ends_the_stream_before_it()
    {
        var text = _generator.Generate("abc", null, Limits, Token);
        var limits = Limits with { StoppingCriteria = [new StopStrings(text[4..6])] };

        var pieces = await Pieces(_generator.GenerateStreamingAsync("abc", null, limits, Token));

        var end = text.IndexOf(text[4..6], StringComparison.Ordinal);
        Assert.Equal(text[..end], string.Concat(pieces));
        Assert.Equal(text[..end], _generator.Generate("abc", null, limits, Token));
    }

    [Fact]
    public async Task Cancellation_is_honoured_within_a_token()
    {
        using var source = new CancellationTokenSource();
        var counting = new Counting();
        var stream = _generator.GenerateStreamingAsync(
            "abc", new GreedySearch { Processors = [counting] }, new(MaxNewTokens: 100, MinNewTokens: 100), source.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in stream.WithCancellation(Token))
                if (counting.Steps >= 5)
                    await source.CancelAsync();
        });

        Assert.Equal(5, counting.Steps);
    }

    [Fact]
    public async Task No_token_is_computed_that_was_not_asked_for()
    {
        var counting = new Counting();
        var stream = _generator.GenerateStreamingAsync(
            "abc", new GreedySearch { Processors = [counting] }, Limits, Token);

        await using var pieces = stream.GetAsyncEnumerator(Token);
        await pieces.MoveNextAsync();
        await pieces.MoveNextAsync();
        await Task.Delay(50, Token);

        Assert.Equal(2, counting.Steps);
    }

    [Fact]
    public async Task No_tensor_outlives_a_stream_that_was_left_or_finished()
    {
        async Task Stream(int take)
        {
            var taken = 0;
            await foreach (var _ in _generator.GenerateStreamingAsync("abc", new Sampling(Seed: 1), Limits, Token))
                if (++taken == take)
                    break;
        }

        await Stream(3);
        var before = TensorsOnceCollected();
        for (var round = 0; round < 20; round++)
            await Stream(round);

        Assert.InRange(torch.Tensor.TotalCount, 0, before);
    }

    [Fact]
    public async Task No_tensor_outlives_a_thousand_generations()
    {
        DecodingStrategy[] strategies = [new GreedySearch(), new Sampling(TopP: 0.9), new BeamSearch(Width: 2)];
        var limits = new GenerationLimits(MaxNewTokens: 2);
        async Task Generate(int round)
        {
            var strategy = strategies[round % strategies.Length];
            if (round % 2 == 0)
                _ = _generator.Generate("abc", strategy, limits, Token);
            else
                _ = await Pieces(_generator.GenerateStreamingAsync("abc", strategy, limits, Token));
        }

        await Generate(0);
        var before = TensorsOnceCollected();
        for (var round = 0; round < 1_000; round++)
            await Generate(round);

        Assert.InRange(torch.Tensor.TotalCount, 0, before);
    }

    [Fact]
    public async Task A_model_in_training_streams_without_dropout_and_stays_in_training()
    {
        var expected = _generator.Generate("abc", null, Limits, Token);
        using var golden = new GoldenGenerators();
        golden.Model(GoldenModel.V11).train();

        var pieces = await Pieces(golden[GoldenModel.V11].GenerateStreamingAsync("abc", null, Limits, Token));

        Assert.Equal(expected, string.Concat(pieces));
        Assert.True(golden.Model(GoldenModel.V11).training);
    }

    [Fact]
    public async Task Streams_may_run_beside_one_another()
    {
        var texts = Enumerable.Range(0, 8).Select(number => $"summarize: {number}").ToArray();

        var streamed = await Task.WhenAll(texts.Select(text =>
            Task.Run(() => Pieces(_generator.GenerateStreamingAsync(text, null, Limits, Token)))));

        Assert.Equal(texts.Select(text => _generator.Generate(text, null, Limits, Token)), streamed.Select(pieces => string.Concat(pieces)));
    }

    private static long TensorsOnceCollected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers(); // of tests before this one
        return torch.Tensor.TotalCount;
    }

    private static async Task<List<string>> Pieces(IAsyncEnumerable<string> stream)
    {
        var pieces = new List<string>();
        await foreach (var piece in stream)
            pieces.Add(piece);
        return pieces;
    }

    private sealed class Counting : ILogitsProcessor
    {
        private int _steps;

        public int Steps => Volatile.Read(ref _steps);

        public torch.Tensor Process(TokenHistory history, torch.Tensor scores)
        {
            Interlocked.Increment(ref _steps);
            return scores;
        }
    }
}
