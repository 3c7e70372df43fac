using TorchSharp;

namespace ExT5.Core.Tests;

public sealed class T5GeneratorTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    private static readonly string[] Texts = ["summarize: one", "", "translate: a much longer input than the others", "x"];

    private static readonly GenerationLimits Short = new(MaxNewTokens: 12, BatchSize: 3);

    private readonly T5Generator _generator = generators[GoldenModel.V11];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_text_gives_the_text_of_the_ids_decoded()
    {
        var ids = _generator.GenerateIds([[.. "copy: abc".Select(c => (int)c), 1]], cancellationToken: Token).Single().Ids;

        var text = _generator.Generate("copy: abc", cancellationToken: Token);

        Assert.Equal(string.Concat(ids.Where(id => id != 0).Select(id => (char)id)), text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(32)]
    public void Results_come_in_the_order_of_the_inputs_whatever_the_batch(int batchSize)
    {
        var limits = new GenerationLimits(MaxNewTokens: 16, BatchSize: batchSize);

        var together = _generator.Generate(Texts, new BeamSearch(), limits, Token);

        var alone = Texts.Select(text => _generator.Generate([text], new BeamSearch(), limits, Token).Single());
        Assert.Equal(alone.Select(result => result.Ids), together.Select(result => result.Ids));
    }

    [Fact]
    public void The_end_of_sequence_is_appended_only_where_it_is_missing()
    {
        var sequences = _generator.GenerateIds([[40, 73], [40, 73, 1]], cancellationToken: Token);

        Assert.Equal(sequences[0].Ids, sequences[1].Ids);
    }

    [Fact]
    public void Alternatives_are_decoded_too()
    {
        var result = _generator.Generate(["abc"], new BeamSearch(Width: 3, ReturnSequences: 3), null, Token).Single();

        Assert.Equal(2, result.Alternatives.Count);
        Assert.All(result.Alternatives, other => Assert.Equal(
            string.Concat(other.Ids.Where(id => id != 0).Select(id => (char)id)), other.Text));
    }

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(_generator.Generate([], cancellationToken: Token));

    [Fact]
    public void An_output_is_cut_at_the_limit_and_says_so()
    {
        var result = _generator.Generate(["abc"], null, new(MaxNewTokens: 5, MinNewTokens: 5), Token).Single();

        Assert.Equal(5, result.Ids.Count);
        Assert.Equal(FinishReason.Length, result.FinishReason);
    }

    [Fact]
    public void No_tensor_outlives_a_generation()
    {
        _ = _generator.Generate(Texts, new BeamSearch(), Short, Token);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var round = 0; round < 20; round++)
        {
            _ = _generator.Generate(Texts, new BeamSearch(), Short, Token);
            _ = _generator.Generate(Texts, new GreedySearch { Processors = [new RepetitionPenalty(1.2)] }, Short, Token);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void No_tensor_outlives_a_generation_that_was_cancelled()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() =>
            _generator.Generate(Texts, new BeamSearch { Processors = [new Cancelling(source)] }, null, source.Token));

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_model_in_training_generates_without_dropout_and_stays_in_training()
    {
        var evaluated = _generator.Generate(Texts, cancellationToken: Token);
        using var golden = new GoldenGenerators();
        golden.Model(GoldenModel.V11).train();

        var trained = golden[GoldenModel.V11].Generate(Texts, cancellationToken: Token);

        Assert.Equal(evaluated.Select(result => result.Ids), trained.Select(result => result.Ids));
        Assert.True(golden.Model(GoldenModel.V11).training);
    }

    [Fact]
    public void Many_threads_may_generate_at_once()
    {
        var expected = _generator.Generate(Texts, new BeamSearch(), Short, Token).Select(result => result.Text).ToArray();

        var results = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8)
            .Select(_ => _generator.Generate(Texts, new BeamSearch(), Short, Token).Select(result => result.Text).ToArray());

        Assert.All(results.ToArray(), texts => Assert.Equal(expected, texts));
    }

    [Fact]
    public void An_id_the_model_does_not_know_is_refused_with_its_place()
    {
        var error = Assert.Throws<ArgumentException>(
            () => _generator.GenerateIds([[5], [6, 128]], cancellationToken: Token));

        Assert.Contains("Input 1 holds id 128 at position 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_least_length_above_the_greatest_is_refused() => Assert.Throws<ArgumentException>(
        () => _generator.Generate("abc", null, new(MaxNewTokens: 3, MinNewTokens: 4), Token));

    private sealed class Cancelling(CancellationTokenSource source) : ILogitsProcessor
    {
        public torch.Tensor Process(TokenHistory history, torch.Tensor scores)
        {
            if (history.Length == 3)
                source.Cancel();
            return scores;
        }
    }
}
