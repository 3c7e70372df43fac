using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>A strategy and a processor of ones own at work; both use what is public alone.</summary>
public sealed class OwnStrategyTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_strategy_of_ones_own_decodes_as_one_of_the_library_does()
    {
        var inputs = new[] { "abc", "a longer text", "" };
        var generator = generators[GoldenModel.V10];

        var outputs = generator.Generate(inputs, new ConfidentSearch(LeastConfidence: 0), new(MaxNewTokens: 9), Token);

        var greedy = generator.Generate(inputs, new GreedySearch(), new(MaxNewTokens: 9), Token);
        Assert.Equal(greedy.Select(output => output.Ids), outputs.Select(output => output.Ids));
    }

    [Fact]
    public void A_processor_of_ones_own_changes_what_every_strategy_chooses()
    {
        DecodingStrategy[] strategies =
            [new GreedySearch(), new BeamSearch(), new Sampling(), new GroupBeamSearch(), new ContrastiveSearch(), new ConfidentSearch(0)];

        var outputs = strategies.Select(strategy => generators[GoldenModel.V10].Generate(
            ["abc"], strategy with { Processors = [new Favour(Id: 77, Bonus: 1000)] }, new(MaxNewTokens: 4), Token).Single());

        Assert.All(outputs, output => Assert.All(output.Ids, id => Assert.Equal(77, id)));
    }
}

/// <summary>Takes the best token until the model is unsure of one.</summary>
internal sealed record ConfidentSearch(double LeastConfidence) : DecodingStrategy
{
    public override IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default)
    {
        var history = new TokenHistory(request);
        var outputs = new GeneratedSequence?[request.Rows];
        while (outputs.Contains(null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var scores = Process(history, logits.Advance(history.LastTokens()), request); // [N, V]
            var (confidence, best) = scores.softmax(1).max(1);
            history.Append([.. best.data<long>().Select(id => (int)id)]);
            for (var row = 0; row < outputs.Length; row++)
            {
                var ids = history.Row(row)[1..];
                var finish = confidence[row].item<float>() < LeastConfidence ? FinishReason.Custom : request.FinishOf(ids, history.Input(row));
                if (outputs[row] is null && finish is { } reason)
                    outputs[row] = new((reason == FinishReason.Length ? ids : ids[..^1]).ToArray(), 0, reason);
            }
        }

        return outputs!;
    }
}

/// <summary>Makes an id more likely everywhere.</summary>
internal sealed record Favour(int Id, double Bonus) : ILogitsProcessor
{
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        using var column = scores.select(1, Id);
        using Scalar bonus = Bonus; // held while native code reads it
        column.add_(bonus, Scalars.One);
        return scores;
    }
}
