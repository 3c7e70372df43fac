namespace ExT5.Core.Tests;

public sealed class T5GeneratorGoldenTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    // Sums of at most 20 log-probabilities, each within 4e-6 of float64 (float64_check.json), times 20 for length penalty 0.
    private const double ScoreTolerance = 1e-4;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var folder in GoldenModel.Generating)
            foreach (var name in GenerationCase.Names(folder))
                cases.Add(folder, name);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sequences_and_scores_equal_those_of_Transformers(string folder, string name)
    {
        var golden = GenerationCase.Load(folder, name);

        var best = generators[folder].GenerateIds(
            golden.Inputs, golden.Strategy, golden.Limits, TestContext.Current.CancellationToken);

        GeneratedSequence[] sequences = [.. best.SelectMany(row => row.Alternatives.Prepend(row))];
        Assert.Equal(golden.Sequences, sequences.Select(GenerationCase.Written));
        if (golden.Scores is { } scores)
            Assert.All(scores.Zip(sequences), pair => Assert.Equal(pair.First, pair.Second.Score, ScoreTolerance));
    }

    [Fact]
    public void Both_models_have_cases() =>
        Assert.True(GenerationCase.Names(GoldenModel.V10).Count() > 70 && GenerationCase.Names(GoldenModel.V11).Count() > 70);
}
