using System.Text.Json;

namespace ExT5.Core.Tests;

public sealed class GenerationConfigGoldenTests(GoldenGenerators generators) : IClassFixture<GoldenGenerators>
{
    // As for the other golden beams: sums of at most a dozen log-probabilities, times 20 for small length penalties.
    private const double ScoreTolerance = 1e-4;

    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllText(GoldenFile.PathOf("generation_configs.json"))).RootElement;

    public static TheoryData<string> Cases() =>
        [.. Root.GetProperty("cases").EnumerateArray().Select(json => json.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_makes_the_outputs_of_Transformers(string name)
    {
        var golden = Root.GetProperty("cases").EnumerateArray().Single(json => json.GetProperty("name").GetString() == name);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("generation_config.json"), golden.GetProperty("config").GetRawText());
        var model = generators.Model(GoldenModel.V11);
        var defaults = GenerationDefaults.FromHuggingFace(folder.Path, model.Config);
        var generator = new T5Generator(model, new AsciiTokenizer(), defaults);

        var best = generator.GenerateIds(
            [.. Ids(Root.GetProperty("input_ids"))], cancellationToken: TestContext.Current.CancellationToken);

        GeneratedSequence[] sequences = [.. best.SelectMany(row => row.Alternatives.Prepend(row))];
        Assert.Equal(
            Ids(golden.GetProperty("sequences")).Select(ids => WithoutEnd(ids, defaults.Limits.EosIds)),
            sequences.Select(sequence => sequence.Ids.ToArray()));
        if (golden.TryGetProperty("scores", out var scores))
            Assert.All(scores.EnumerateArray().Zip(sequences), pair =>
                Assert.Equal(pair.First.GetDouble(), pair.Second.Score, ScoreTolerance));
    }

    private static IEnumerable<int[]> Ids(JsonElement rows) =>
        rows.EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray());

    // Transformers writes the decoder's start first, and the end and padding last.
    private static int[] WithoutEnd(int[] ids, IReadOnlyList<int> eosIds) => [.. ids.Skip(1).TakeWhile(id => !eosIds.Contains(id))];
}
