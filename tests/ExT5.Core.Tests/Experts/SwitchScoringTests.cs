using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class SwitchScoringTests
{
    // Difference of two log probabilities, each of logits within 2e-5.
    private const double Tolerance = 4e-5;

    [Fact]
    public void Targets_of_one_input_do_not_take_each_others_places_at_experts()
    {
        var golden = GoldenModel.Load("switch"); // two places an expert
        int[][] targets = [[7, 8, 9, 10, 1], [7, 8, 9, 10, 11, 1], [20, 21, 1]];
        var scorer = new T5Scorer(golden.Model);

        var together = scorer.ScoreIds([new([5, 6, 1], targets)], TestContext.Current.CancellationToken)[0];

        Assert.All(targets.Zip(together), pair =>
        {
            var expected = LogLikelihoods(golden.Model, [5, 6, 1], pair.First);
            Assert.All(expected.Zip(pair.Second.TokenLogLikelihoods), both => Assert.Equal(both.First, both.Second, Tolerance));
        });
    }

    private static float[] LogLikelihoods(T5Model model, int[] input, int[] target)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        Tensor Ids(IEnumerable<int> ids) => tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0);
        var logits = model.forward(new(Ids(input), null, Ids(target[..^1].Prepend(0)), null, Packed: false));
        return logits.log_softmax(-1).gather(-1, Ids(target).unsqueeze(-1)).data<float>().ToArray();
    }
}
