using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class SamplingTests
{
    private const int Eos = 1;

    // The greatest of 10,000 right chi-square statistics of 7 degrees of freedom: P(X > 29.9) = 1e-4.
    private const double ChiSquareBound = 29.9;

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(0.5, 1)]
    [InlineData(2.0, 2)]
    public void Tokens_come_as_often_as_their_probability_says(double temperature, long seed)
    {
        float[] scores = [0.3f, -1, 1.2f, 0.1f, -0.4f, 2, 0.9f, -2];
        const int draws = 20_000;

        var tokens = FirstTokens(new Sampling(seed, temperature, TopK: 0, ReturnSequences: draws), scores);

        var weights = scores.Select(score => Math.Exp(score / temperature)).ToArray();
        var chiSquare = weights.Select((weight, token) =>
        {
            var expected = draws * weight / weights.Sum();
            return Math.Pow(tokens.Count(drawn => drawn == token) - expected, 2) / expected;
        }).Sum();
        Assert.InRange(chiSquare, 0, ChiSquareBound);
    }

    [Fact]
    public void Successive_places_are_drawn_independently()
    {
        var logits = new ScriptedLogits(1, (_, _) => [0, float.NegativeInfinity, 0, 0, 0]);
        var request = new DecodingRequest(Rows: 1, StartId: 0, Eos, MaxNewTokens: 4_001);

        var ids = new Sampling(Seed: 5, TopK: 0).Run(logits, request).Single().Ids;

        var pairs = ids.Zip(ids.Skip(1)).CountBy(pair => pair).ToDictionary();
        var chiSquare = pairs.Values.Sum(count => Math.Pow(count - 250.0, 2) / 250); // 4,000 pairs over 16 cells
        Assert.Equal(16, pairs.Count);
        Assert.InRange(chiSquare, 0, 44.3); // 15 degrees of freedom, P(X > 44.3) = 1e-4
    }

    [Fact]
    public void The_same_seed_gives_the_same_tokens_and_another_seed_others()
    {
        var request = new DecodingRequest(Rows: 4, StartId: 0, Eos, MaxNewTokens: 20);

        int[][] Draw(long seed) => [.. new Sampling(seed).Run(ScriptedLogits.Random(4, 30, seed: 9), request)
            .Select(sequence => sequence.Ids.ToArray())];

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void The_batch_changes_no_draw()
    {
        var request = new DecodingRequest(Rows: 7, StartId: 0, Eos, MaxNewTokens: 20);
        var sampling = new Sampling(Seed: 3, TopK: 20, TopP: 0.95, ReturnSequences: 2);

        var together = sampling.Run(ScriptedLogits.Random(7, 12, seed: 9), request);

        for (var row = 0; row < 7; row++)
        {
            var logits = ScriptedLogits.Random(7, 12, seed: 9);
            logits.Rearrange([row]);
            var alone = sampling.Run(logits, request with { Rows = 1, Inputs = [request.Input(row)] }).Single();
            Assert.Equal(together[row].Ids, alone.Ids);
            Assert.Equal(together[row].Alternatives.Single().Ids, alone.Alternatives.Single().Ids);
        }
    }

    [Fact]
    public void More_draws_do_not_change_the_first()
    {
        var request = new DecodingRequest(Rows: 2, StartId: 0, Eos, MaxNewTokens: 20);

        var one = new Sampling(Seed: 3).Run(ScriptedLogits.Random(2, 30, seed: 9), request);
        var three = new Sampling(Seed: 3, ReturnSequences: 3).Run(ScriptedLogits.Random(2, 30, seed: 9), request);

        Assert.Equal(one.Select(sequence => sequence.Ids), three.Select(sequence => sequence.Ids));
        Assert.All(three, sequence => Assert.Equal(2, sequence.Alternatives.Count));
        Assert.NotEqual(three[0].Ids, three[0].Alternatives[0].Ids);
    }

    [Theory]
    [InlineData(2, 1.0, 0.0, 1.0)]
    [InlineData(0, 0.6, 0.0, 1.0)]
    [InlineData(0, 1.0, 0.4, 1.0)]
    public void Nothing_outside_of_the_filters_is_drawn(int topK, double topP, double minP, double typical)
    {
        float[] scores = [0, -1, 2, 1.5f, -3, -4]; // probabilities 0.07, 0.03, 0.54, 0.33, ...

        var tokens = FirstTokens(new Sampling(1, 1, topK, topP, minP, typical, ReturnSequences: 500), scores);

        Assert.Equal([2, 3], tokens.Distinct().Order());
    }

    [Fact]
    public void Filters_act_in_the_order_of_Transformers()
    {
        var all = new AllScores();

        var sampling = new Sampling(0, Temperature: 0.7, TopK: 9, TopP: 0.95, MinP: 0.02, Typical: 0.9) { Filters = [all] };

        new GoldenLogits().Check(
            "sampling_order", new RepetitionPenalty(1.3), new NoRepeatNGram(2), new Drawing(sampling, all));
    }

    [Fact]
    public void Log_probabilities_are_those_of_the_model_before_any_filter()
    {
        var logits = new ScriptedLogits(1, (_, ids) => ids.Length < 3 ? [1, -9, 2, 0] : [-9, 9, -9, -9]);

        var sequence = new Sampling(Seed: 1, Temperature: 0.2, TopK: 1).Run(logits, new(Rows: 1, StartId: 0, Eos)).Single();

        var first = 2 - Math.Log(Math.Exp(1) + Math.Exp(-9) + Math.Exp(2) + 1);
        Assert.Equal([2, 2], sequence.Ids);
        Assert.Equal(first, sequence.TokenLogProbabilities[0], 1e-6);
        Assert.Equal(3, sequence.TokenLogProbabilities.Count);
        Assert.Equal(sequence.TokenLogProbabilities.Average(), sequence.Score, 1e-6);
    }

    [Fact]
    public void A_row_without_any_allowed_token_is_an_error()
    {
        var logits = new ScriptedLogits(1, (_, _) => [0, 0, 0]);
        var sampling = new Sampling { Processors = [new SuppressedTokens([0, 1, 2])] };

        Assert.Throws<GenerationException>(() => sampling.Run(logits, new(Rows: 1, StartId: 0, Eos)));
    }

    [Fact]
    public void Scores_that_are_not_numbers_are_an_error() => Assert.Throws<GenerationException>(() =>
        new Sampling().Run(new ScriptedLogits(1, (_, _) => [0, float.NaN, 1]), new(Rows: 1, StartId: 0, Eos)));

    [Fact]
    public void Numbers_outside_of_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampling(Temperature: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampling(TopK: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampling(TopP: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampling(MinP: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampling(Typical: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampling() with { ReturnSequences = 0 });
    }

    private static int[] FirstTokens(Sampling sampling, float[] scores)
    {
        var request = new DecodingRequest(Rows: 1, StartId: 0, EosId: scores.Length + 5, MaxNewTokens: 1);
        var best = sampling.Run(new ScriptedLogits(1, (_, _) => scores), request).Single();
        return [best.Ids[0], .. best.Alternatives.Select(other => other.Ids[0])];
    }

    // The last filter of a sampling: keeps what has come through the others.
    private sealed class AllScores : ILogitsProcessor
    {
        public float[] Seen { get; private set; } = [];

        public Tensor Process(TokenHistory history, Tensor scores)
        {
            Seen = scores.contiguous().data<float>().ToArray();
            return scores;
        }
    }

    private sealed class Drawing(Sampling sampling, AllScores seen) : ILogitsProcessor
    {
        public Tensor Process(TokenHistory history, Tensor scores)
        {
            var request = new DecodingRequest(history.Rows, StartId: 0, EosId: 1, MaxNewTokens: 1);
            _ = sampling.Run(new Fixed(scores), request);
            return tensor(seen.Seen, scores.shape);
        }
    }

    private sealed class Fixed(Tensor scores) : INextTokenLogits
    {
        public Tensor Advance(ReadOnlySpan<int> tokens) => scores.alias();

        public void Rearrange(ReadOnlySpan<int> rows) => throw new InvalidOperationException("One step has no rows to move.");
    }
}
