using static ExT5.Core.Tests.GoldenModel;

namespace ExT5.Core.Tests;

public sealed class T5ScorerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Logits are within 2e-5 of Transformers'; a log probability is a difference of two sums of them.
    private const double TokenTolerance = 4e-5;

    // A likelihood adds up to 151 tokens whose errors are not all of one sign.
    private const double SumTolerance = 1e-3;

    // e^loss with the loss's tolerance and magnitude below 10.
    private const double PerplexityTolerance = 1e-4;

    [Theory]
    [InlineData(V10, 8192)]
    [InlineData(V11, 8192)]
    [InlineData(V11, 64)]
    [InlineData(V11, 1)]
    public void Candidates_score_as_in_Transformers_one_by_one_whatever_the_batch(string name, int tokensPerBatch)
    {
        var cases = ScoringCase.Load(name);
        var scorer = new T5Scorer(Load(name).Model, tokensPerBatch: tokensPerBatch);

        var scores = scorer.ScoreIds([.. cases.Select(entry => entry.Ask)], Stop);

        foreach (var (entry, targets) in cases.Zip(scores))
            foreach (var (expected, actual) in entry.TokenLogLikelihoods.Zip(targets))
            {
                Assert.Equal(expected.Length, actual.TokenCount);
                Assert.All(expected.Zip(actual.TokenLogLikelihoods), pair => Assert.Equal(pair.First, pair.Second, TokenTolerance));
                Assert.Equal(expected.Sum(), actual.LogLikelihood, SumTolerance);
            }
    }

    [Theory]
    [InlineData(V10)]
    [InlineData(V11)]
    public void The_mean_of_all_tokens_is_the_loss_of_Transformers(string name)
    {
        var golden = Load(name);
        int[][] labels = [.. Rows(golden, "labels").Select(row => row[..(Array.FindLastIndex(row, id => id >= 0) + 1)])];
        // A label of -100 stands in the decoder's input as 0 and does not count.
        var inputs = labels.Select((row, place) => new ScoringIds(Unpadded(golden, place), [Array.ConvertAll(row, id => Math.Max(id, 0))]));

        var scores = new T5Scorer(golden.Model).ScoreIds([.. inputs], Stop);

        var tokens = labels.Zip(scores, (row, score) => score[0].TokenLogLikelihoods.Where((_, at) => row[at] >= 0)).SelectMany(row => row);
        Assert.Equal(golden.Outputs["loss"].item<float>(), -tokens.Average(), LossTolerance);
    }

    [Fact]
    public void The_encoder_runs_once_for_an_input_with_many_targets()
    {
        using var model = new T5Model(T5Config.FromHuggingFace(GoldenFile.PathOf(V11, "config.json")));
        var kernel = new CountingKernel(length: 38);
        using var counted = new T5Model(model.Config, new() { Kernel = kernel });
        int[] input = [.. Enumerable.Range(20, 37)];
        int[][] targets = [.. Enumerable.Range(0, 300).Select(i => new[] { 3 + (i % 100), 40 })];

        var scores = new T5Scorer(counted, tokensPerBatch: 256).ScoreIds([new(input, targets)], Stop);

        Assert.Equal(300, scores[0].Count);
        Assert.Equal(model.Config.EncoderLayers, kernel.Count);
    }

    [Fact]
    public void Choices_are_ranked_by_their_likelihood()
    {
        using var model = Load(V11).Model;
        var scorer = new T5Scorer(model, new AsciiTokenizer());
        string[] choices = ["yes", "no", "perhaps", "a"];

        var ranked = scorer.Rank("is it so?", choices);

        var expected = choices.Select(choice => scorer.Score("is it so?", choice).LogLikelihood).ToArray();
        Assert.Equal(expected.OrderDescending(), ranked.Select(choice => choice.Score.LogLikelihood), (a, b) => Math.Abs(a - b) < SumTolerance);
        Assert.All(ranked, choice => Assert.Equal(choices[choice.Index], choice.Choice));
        var total = expected.Sum(Math.Exp);
        Assert.All(ranked, choice => Assert.Equal(Math.Exp(expected[choice.Index]) / total, choice.Probability, SumTolerance));
    }

    [Fact]
    public void A_length_penalty_of_one_ranks_by_the_mean_of_a_token()
    {
        using var model = Load(V11).Model;
        var scorer = new T5Scorer(model, new AsciiTokenizer());

        var ranked = scorer.Rank("is it so?", ["yes", "no", "it is not known", "a"], lengthPenalty: 1);

        Assert.Equal(ranked.OrderBy(choice => choice.Score.Perplexity), ranked);
        Assert.Equal(1, ranked.Sum(choice => choice.Probability), SumTolerance);
    }

    [Fact]
    public void Perplexity_counts_every_token_the_same()
    {
        using var model = Load(V11).Model;
        var scorer = new T5Scorer(model, new AsciiTokenizer());
        ScoringInput[] corpus = [new("a", "b"), new("some longer input", "and a target of many tokens", "c")];

        var perplexity = scorer.Perplexity(corpus, Stop);

        float[] tokens = [.. scorer.Score(corpus, Stop).SelectMany(targets => targets).SelectMany(target => target.TokenLogLikelihoods)];
        Assert.Equal(2 + 28 + 2, tokens.Length);
        Assert.Equal(Math.Exp(-tokens.Average(token => (double)token)), perplexity, PerplexityTolerance);
    }

    [Fact]
    public void A_model_in_training_mode_is_scored_without_dropout_and_stays_in_it()
    {
        using var model = Load(V11).Model;
        var scorer = new T5Scorer(model, new AsciiTokenizer());
        var expected = scorer.Score("a", "b");
        model.train();

        var actual = scorer.Score("a", "b");

        Assert.Equal(expected.LogLikelihood, actual.LogLikelihood);
        Assert.True(model.training);
    }

    [Fact]
    public void Inputs_that_cannot_be_scored_are_refused_by_name()
    {
        using var model = Load(V11).Model;
        var scorer = new T5Scorer(model);

        var noTarget = Assert.Throws<ArgumentException>(() => scorer.ScoreIds([new([5], [6]), new([5])], Stop));
        var unknown = Assert.Throws<ArgumentException>(() => scorer.ScoreIds([new([5], [6], [7, 128])], Stop));
        var noTokenizer = Assert.Throws<InvalidOperationException>(() => scorer.Score("a", "b"));

        Assert.Contains("Input 1 has no targets", noTarget.Message, StringComparison.Ordinal);
        Assert.Contains("Target 1 of input 0 holds id 128 at position 1; this model knows 0 to 127", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer", noTokenizer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_numbers_give_an_error_and_no_score()
    {
        using var model = Load(V11).Model;
        using TorchSharp.Scalar broken = float.NaN;
        using (TorchSharp.torch.no_grad())
            model.NamedParameters["lm_head.weight"].fill_(broken);

        var error = Assert.Throws<ScoringException>(() => new T5Scorer(model).ScoreIds([new([5], [6])], Stop));

        Assert.Contains("target 0 of input 0", error.Message, StringComparison.Ordinal);
    }

    private static int[] Unpadded(GoldenModel golden, int row) =>
        Rows(golden, "input_ids")[row][..(int)golden.Mask[row].sum().item<long>()];

    private static int[][] Rows(GoldenModel golden, string name) =>
        [.. golden.Inputs[name].data<long>().ToArray().Select(id => (int)id).Chunk((int)golden.Inputs[name].shape[1])];
}
