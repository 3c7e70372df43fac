namespace ExT5.Data.Tests;

/// <summary>The code of docs/mixtures.md, which stands there line for line, and what the page says comes of it.</summary>
public class MixturesPageTests
{
    private static readonly TaskRegistry Registry = SizedRegistry.Of(["c4", "gigaword", "wsc"], Ext5());

    [Fact]
    public void Rates_and_rules_make_the_shares_of_the_page()
    {
        var sizes = Sizes();

        IReadOnlyList<double> probabilities = Registry.Probabilities("ext5", sizes);

        Assert.Equal(2 / 3.0, probabilities[0], 1e-12);
        Assert.Equal(4 * 259 / 4e6 / 3, probabilities[2], 1e-12); // 4 epochs in 4 million draws from ExMix
        Assert.Equal(4, Registry.Explain("ext5", sizes, examples: 12_000_000).Tasks[2].Epochs, 1e-9);
    }

    [Fact]
    public void Weights_change_in_the_middle_of_a_run()
    {
        var sampler = new MixtureSampler([new("a", 1, 10), new("b", 1, 10)], seed: 1);

        var doReMi = DoReMi.Start(tasks: 2);
        doReMi = doReMi.Update(excessLosses: [0.2, 0]);
        sampler = sampler.Reweighted(position: 6_400, doReMi.Weights);
        MixturePhase saved = sampler.PhaseAt(12_800);

        Assert.Equal([3_200 + 3_519, 3_200 + 2_881], saved.Draws.Select(drawn => (long)drawn), (expected, drawn) => Math.Abs(expected - drawn) <= 2);
    }

    private static Mixture[] Ext5()
    {
        var exmix = Mixture.Create("exmix", mix => mix
            .Add(MixingRate.Proportional(cap: 300_000), "gigaword", "wsc")
            .Apply(MixingRule.MaximumEpochs(4, examples: 4_000_000)));
        var ext5 = Mixture.Create("ext5", mix => mix.AddRatio(2, "c4", "exmix"));
        return [exmix, ext5];
    }

    private static Func<Seq2SeqTask, TaskSize> Sizes() => task => task.Name switch
    {
        "c4" => new(365_000_000, InputTokens: 512, TargetTokens: 114),
        "gigaword" => new(3_803_957, InputTokens: 45, TargetTokens: 13),
        _ => new(259, InputTokens: 41, TargetTokens: 4),
    };
}
