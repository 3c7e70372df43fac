using System.Text.Json;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>
/// Golden/logits_processors.json and logits_processors_more.json: ids so far, logits, and the logits after each of
/// Transformers' processors.
/// </summary>
internal sealed class GoldenLogits(int maxNewTokens = 128)
{
    // float32 arithmetic on single numbers: one rounding apart at most.
    private const double Tolerance = 1e-6;

    private readonly JsonElement _root = Read("logits_processors.json");
    private readonly JsonElement _more = Read("logits_processors_more.json");

    /// <summary>Checks that processors, one after another, give what the entry holds.</summary>
    public void Check(string entry, params ILogitsProcessor[] processors) => Check(entry, positions: null, processors);

    /// <summary>The same of the first positions of the history only.</summary>
    public void Check(string entry, int? positions, params ILogitsProcessor[] processors)
    {
        using var scope = NewDisposeScope();
        var processed = stack(Matrix(_root.GetProperty("logits")).Select(row => tensor(row)).ToArray());

        foreach (var processor in processors)
            processed = processor.Process(History(positions), processed);

        var expected = Matrix(Entry(entry)).SelectMany(row => row).ToArray();
        var actual = processed.contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private JsonElement Entry(string name) => _root.GetProperty("processed").TryGetProperty(name, out var entry)
        ? entry
        : _more.GetProperty("processed").GetProperty(name);

    private TokenHistory History(int? positions)
    {
        var (ids, encoder) = (Ids(_root.GetProperty("input_ids")), Ids(_more.GetProperty("encoder_ids")));
        var request = new DecodingRequest(ids.Length, StartId: 0, EosId: 1, maxNewTokens)
        {
            Inputs = [.. encoder.Select((row, place) => new DecodingInput(place, row, 0))],
        };
        var history = new TokenHistory([.. ids.Select(row => row[0])], request);
        for (var position = 1; position < (positions ?? ids[0].Length); position++)
            history.Append([.. ids.Select(row => row[position])]);
        return history;
    }

    private static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(GoldenFile.PathOf(name))).RootElement;

    private static int[][] Ids(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray())];

    private static float[][] Matrix(JsonElement rows) => [.. rows.EnumerateArray().Select(row =>
        row.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null
            ? float.NegativeInfinity
            : value.GetSingle()).ToArray())];
}
