using TorchSharp;

namespace ExT5.Core.Tests;

/// <summary>What holds for every strategy run by a <see cref="T5Generator"/>.</summary>
public sealed class StrategiesInGeneratorTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    private static readonly string[] Texts = ["summarize: one", "", "translate: a much longer input than the others", "x", "yz"];

    private static readonly Dictionary<string, DecodingStrategy> Strategies = new()
    {
        ["group"] = new GroupBeamSearch(Width: 4, Groups: 2, ReturnSequences: 3),
        ["contrastive"] = new ContrastiveSearch(0.5, TopK: 5),
        ["forced"] = new BeamSearch { ForcedPhrases = [new(40, 41), ForcedPhrase.AnyOf([50], [60, 61])] },
        ["choices"] = new BeamSearch { Processors = [new AllowedChoices(new ChoicesTrie([[50, 51], [52]]))] },
    };

    private readonly T5Generator _generator = generators[GoldenModel.V11];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => [.. Strategies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_come_in_the_order_of_the_inputs_whatever_the_batch(string name)
    {
        var limits = new GenerationLimits(MaxNewTokens: 10);

        var together = _generator.Generate(Texts, Strategies[name], limits, Token).Select(Written);

        var split = _generator.Generate(Texts, Strategies[name], limits with { BatchSize = 2 }, Token);
        var alone = Texts.Select(text => _generator.Generate([text], Strategies[name], limits, Token).Single());
        Assert.Equal(alone.Select(Written), together);
        Assert.Equal(alone.Select(Written), split.Select(Written));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_tensor_outlives_a_generation(string name)
    {
        var limits = new GenerationLimits(MaxNewTokens: 10, BatchSize: 3);
        _ = _generator.Generate(Texts, Strategies[name], limits, Token);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var round = 0; round < 10; round++)
            _ = _generator.Generate(Texts, Strategies[name], limits, Token);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tensors_do_not_pile_up_from_step_to_step(string name)
    {
        var counting = new CountingTensors();
        var strategy = Strategies[name] with { Processors = [.. Strategies[name].Processors, counting] };

        _ = _generator.Generate(Texts[..1], strategy, new(MaxNewTokens: 30, MinNewTokens: name == "choices" ? 0 : 30), Token);

        Assert.InRange(counting.Live[^1] - counting.Live[1], 0, 3);
    }

    [Fact]
    public void Inputs_keep_their_own_choices_however_batches_are_cut()
    {
        var choices = Texts.Select((_, place) => new ChoicesTrie([[30 + place, 90], [60 + place]])).ToArray();
        var strategy = new GreedySearch { Processors = [new AllowedChoices(choices)] };

        var results = _generator.Generate(Texts, strategy, new(MaxNewTokens: 3, BatchSize: 2), Token);

        Assert.All(results.Zip(choices), pair => Assert.InRange(pair.Second.IndexOf(pair.First.Ids), 0, 1));
    }

    [Fact]
    public void A_wide_beam_over_choices_ranks_them_as_scoring_each_does()
    {
        string[] choices = ["yes", "no", "maybe", "yes, of course", "not at all"];
        var strategy = new BeamSearch(Width: 8, LengthPenalty: 0, EarlyStopping.Never, ReturnSequences: 5)
        { Processors = [new AllowedChoices(ChoicesTrie.FromTexts(choices, new AsciiTokenizer()))] };

        var best = _generator.Generate(["is it so?"], strategy, new(MaxNewTokens: 20), Token).Single();

        var ranked = new T5Scorer(generators.Model(GoldenModel.V11), new AsciiTokenizer()).Rank("is it so?", choices);
        Assert.Equal(ranked.Select(choice => choice.Choice), best.Alternatives.Prepend(best).Select(output => output.Text));
        Assert.All(ranked.Zip(best.Alternatives.Prepend(best)), pair => Assert.Equal(pair.First.Score.LogLikelihood, pair.Second.Score, 1e-4));
    }

    private static string Written(GeneratedText output) =>
        string.Join(" | ", output.Alternatives.Prepend(output).Select(text => string.Join(' ', text.Ids)));

    private sealed class CountingTensors : ILogitsProcessor
    {
        public List<long> Live { get; } = [];

        public torch.Tensor Process(TokenHistory history, torch.Tensor scores)
        {
            Live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            return scores;
        }
    }
}
