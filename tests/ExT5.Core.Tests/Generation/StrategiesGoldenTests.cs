namespace ExT5.Core.Tests;

public sealed class StrategiesGoldenTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    // Sums of at most 16 log-probabilities, each within 4e-6 of float64 (float64_check.json).
    private const double ScoreTolerance = 1e-4;

    private static readonly string[] Folders = [GoldenModel.V10, GoldenModel.V11];

    private static readonly string[] Files =
        ["generate_group", "generate_contrastive", "generate_forced", "generate_prefix"];

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var folder in Folders)
            foreach (var file in Files)
                foreach (var name in GenerationCase.Names(folder, file))
                    cases.Add(folder, file, name);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sequences_and_scores_equal_those_of_Transformers(string folder, string file, string name)
    {
        var golden = GenerationCase.Load(folder, name, file);

        var best = generators[folder].GenerateIds(
            golden.Inputs, golden.Strategy, golden.Limits, TestContext.Current.CancellationToken);

        GeneratedSequence[] sequences = [.. best.SelectMany(row => row.Alternatives.Prepend(row))];
        Assert.Equal(golden.Sequences, sequences.Select(GenerationCase.Written));
        if (golden.Scores is { } scores)
            Assert.All(scores.Zip(sequences), pair => Assert.Equal(pair.First, pair.Second.Score, ScoreTolerance));
    }

    [Fact]
    public void Every_strategy_has_cases_of_both_models() => Assert.All(
        Folders.SelectMany(folder => Files, GenerationCase.Names), names => Assert.InRange(names.Count(), 16, 30));
}
