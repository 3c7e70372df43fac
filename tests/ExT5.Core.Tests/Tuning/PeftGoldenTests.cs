using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class PeftGoldenTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PeftCase.Names), MemberType = typeof(PeftCase))]
    public void A_model_with_an_adapter_of_PEFT_computes_what_PEFT_does(string name)
    {
        var peft = PeftCase.Load(name);

        var apart = peft.LogitsError();
        using var inference = no_grad();
        var joined = peft.LogitsError();

        Assert.InRange(apart, 0, PeftCase.LogitsTolerance);
        Assert.InRange(joined, 0, PeftCase.LogitsTolerance);
    }

    [Theory]
    [MemberData(nameof(PeftCase.Names), MemberType = typeof(PeftCase))]
    public void Its_gradients_are_those_of_PEFT_and_the_model_has_none(string name)
    {
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load(name);

        peft.Golden.Loss(peft.Logits()).backward();

        foreach (var (parameter, value) in peft.Adapter.NamedParameters)
        {
            var expected = peft.Gradient(parameter).narrow(0, 0, value.shape[0]);
            var largest = expected.abs().max().item<float>();
            Assert.True(GoldenModel.Difference(expected, value.grad!) <= PeftCase.GradientTolerance * largest, parameter);
        }

        Assert.All(peft.Model.NamedParameters.Values, parameter => Assert.Null(parameter.grad));
    }

    [Theory]
    [MemberData(nameof(PeftCase.Names), MemberType = typeof(PeftCase))]
    public void It_generates_what_PEFT_generates(string name)
    {
        var peft = PeftCase.Load(name);
        long[][] expected = [.. peft.Outputs["sequences"].data<long>().ToArray().Chunk((int)peft.Outputs["sequences"].shape[1])];

        var generated = new T5Generator(peft.Model, new AsciiTokenizer()).GenerateIds(peft.Inputs(), limits: new(MaxNewTokens: 8), cancellationToken: Stop);

        Assert.Equal(
            expected.Select(row => string.Join(' ', row.Skip(1).TakeWhile(id => id != 1))),
            generated.Select(sequence => string.Join(' ', sequence.Ids)));
    }

    [Theory]
    [MemberData(nameof(PeftCase.MatrixNames), MemberType = typeof(PeftCase))]
    public void Merged_it_computes_the_same_and_unmerged_every_bit_is_back(string name)
    {
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load(name);
        var before = peft.Model.NamedParameters.ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        peft.Adapter.Merge();
        var merged = peft.LogitsError();
        peft.Adapter.Unmerge();

        Assert.InRange(merged, 0, PeftCase.LogitsTolerance);
        Assert.InRange(peft.LogitsError(), 0, PeftCase.LogitsTolerance);
        Assert.All(before, entry => Assert.True(peft.Model.NamedParameters[entry.Key].equal(entry.Value).all().item<bool>(), entry.Key));
    }

    [Theory]
    [MemberData(nameof(PeftCase.Names), MemberType = typeof(PeftCase))]
    public void Scores_in_batches_are_those_of_its_logits(string name)
    {
        var peft = PeftCase.Load(name);
        var inputs = peft.Inputs().Select(ids => new ScoringIds(ids, [[50, 60], [7]])).ToList();

        var together = new T5Scorer(peft.Model).ScoreIds(inputs, Stop);

        foreach (var (input, scores) in inputs.Zip(together))
            foreach (var (target, score) in input.Targets.Zip(scores))
                Assert.Equal(LogLikelihood(peft.Model, input.Input, [.. target, 1]), score.LogLikelihood, PeftCase.LogitsTolerance * target.Length * 4);
    }

    [Theory]
    [MemberData(nameof(PeftCase.Names), MemberType = typeof(PeftCase))]
    public void Decoding_step_by_step_gives_the_logits_of_the_whole(string name)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load(name);
        var (golden, tokens) = (peft.Golden, peft.Golden.Inputs["decoder_input_ids"]);

        using var state = peft.Model.StartDecoding(golden.Inputs["input_ids"], golden.Mask);
        var steps = Enumerable.Range(0, (int)tokens.shape[1]).Select(at => state.Step(tokens.select(1, at))).ToArray();

        Assert.InRange(GoldenModel.Difference(peft.Outputs["logits"], stack(steps, 1)), 0, PeftCase.LogitsTolerance);
    }

    private static double LogLikelihood(T5Model model, int[] input, int[] target)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        Tensor Row(params int[] ids) => tensor(Array.ConvertAll(ids, id => (long)id), [1, ids.Length]);
        var logits = model.forward(new(Row(input), null, Row([0, .. target[..^1]]), null, Packed: false));
        return nn.functional.log_softmax(logits[0].to(float64), 1).gather(1, Row(target).t()).sum().item<double>();
    }
}
