using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5ModelStepsTests
{
    // Of the largest logit, where that is above 1: sums over heads and model size run in another order.
    private const double StepTolerance = 1e-5;

    // Of Switch the one with room for every token: steps drop none, see SwitchGoldenTests.
    public static TheoryData<string> Names => [.. GoldenModel.Variants, "switch_biased"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_equal_the_whole_sequence_for_any_lengths_padding_and_choice_of_rows(string name) =>
        StepsEqualTheWhole(GoldenModel.Load(name).Model);

    [Fact]
    public void So_do_those_of_a_model_with_experts_that_have_room_for_every_token()
    {
        // With less room, tokens compete for places with those of their whole sequence, of which a step knows one.
        var golden = T5Config.FromHuggingFace(GoldenFile.PathOf("switch", "config.json"));
        using var model = new T5Model(golden with { Experts = golden.Experts! with { Capacity = 1_000 } });
        model.eval();

        StepsEqualTheWhole(model);
    }

    private static void StepsEqualTheWhole(T5Model model) =>
        Gen.Int[0, 1_000_000].Sample(seed => Assert.InRange(LargestDifference(model, seed), 0, StepTolerance), iter: 12, threads: 1);

    // Decodes random tokens, now and then choosing other rows, and compares each step with the whole sequence so far.
    private static double LargestDifference(T5Model model, int seed)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var random = new Random(seed);
        var (rows, length, largest) = (random.Next(1, 4), random.Next(1, 30), 0.0);
        var (encoder, mask) = (Ids(random, model, rows, length), Mask(random, rows, length));
        var decoded = zeros([rows, 0], ScalarType.Int64);
        using var state = model.StartDecoding(encoder, mask);
        for (var step = random.Next(2, 9); step > 0; step--)
        {
            var tokens = Ids(random, model, state.Rows, 1);
            decoded = cat([decoded, tokens], 1);
            var whole = model.forward(new(encoder, mask, decoded, null, Packed: false));
            largest = Math.Max(largest, Distance(whole.select(1, -1), state.Step(tokens.squeeze(1))));
            if (random.Next(3) > 0)
                continue;
            var chosen = tensor(Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)random.Next(state.Rows)).ToArray());
            state.Select(chosen);
            (encoder, decoded) = (encoder.index_select(0, chosen), decoded.index_select(0, chosen));
            mask = mask?.index_select(0, chosen);
        }

        return largest;
    }

    private static double Distance(Tensor expected, Tensor actual) =>
        GoldenModel.Difference(expected, actual) / Math.Max(1, expected.abs().max().item<float>());

    private static Tensor Ids(Random random, T5Model model, int rows, int length) => tensor(
        Enumerable.Range(0, rows * length).Select(_ => (long)random.Next(model.Config.VocabularySize)).ToArray(), [rows, length]);

    private static Tensor? Mask(Random random, int rows, int length)
    {
        if (random.Next(4) == 0)
            return null;
        var mask = zeros([rows, length], ScalarType.Int64);
        for (var row = 0; row < rows; row++)
            mask[row].narrow(0, 0, random.Next(1, length + 1)).fill_(Scalars.One);
        return mask;
    }
}
