using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class AnswerLengthTests
{
    [Fact]
    public async Task Answers_may_be_as_long_as_the_longest_reference_of_the_task() =>
        Assert.Equal("green".Length + 1, await MostNewTokensAsync(limits: null)); // bytes and the end of sequence

    [Fact]
    public async Task A_limit_that_is_given_holds() =>
        Assert.Equal(3, await MostNewTokensAsync(new GenerationLimits(MaxNewTokens: 3)));

    private static async Task<int> MostNewTokensAsync(GenerationLimits? limits)
    {
        var noted = new NotedLimit();
        using var model = new T5Model(TinyRun.Config);
        var vocabulary = new ByteVocabulary();
        var options = new EvaluationOptions { Strategy = noted, Limits = limits };
        var evaluator = new Evaluator(new T5Generator(model, vocabulary), vocabulary, ColorTask.Registry(new Accuracy()), options);
        await foreach (var _ in evaluator.EvaluateAsync("color", cancellationToken: TestContext.Current.CancellationToken)) { }
        return noted.MostNewTokens;
    }

    private sealed record NotedLimit : DecodingStrategy
    {
        public int MostNewTokens { get; private set; }

        public override IReadOnlyList<GeneratedSequence> Decode(
            INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default)
        {
            MostNewTokens = request.MaxNewTokens;
            return new GreedySearch().Decode(logits, request, cancellationToken);
        }
    }
}
