using System.Text.Json;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>Golden/logits_processors.json: ids so far, logits, and the logits after each of Transformers' processors.</summary>
internal sealed class GoldenLogits
{
    // float32 arithmetic on single numbers: one rounding apart at most.
    private const double Tolerance = 1e-6;

    private readonly JsonElement _root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "logits_processors.json"))).RootElement;

    /// <summary>Checks that a processor gives what the entry holds.</summary>
    public void Check(string entry, ILogitsProcessor processor)
    {
        using var scope = NewDisposeScope();
        var logits = Matrix(_root.GetProperty("logits"));

        var processed = processor.Process(History(), stack(logits.Select(row => tensor(row)).ToArray()));

        var expected = Matrix(_root.GetProperty("processed").GetProperty(entry)).SelectMany(row => row).ToArray();
        var actual = processed.contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private TokenHistory History()
    {
        var ids = _root.GetProperty("input_ids").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray()).ToArray();
        var history = new TokenHistory([.. ids.Select(row => row[0])]);
        for (var position = 1; position < ids[0].Length; position++)
            history.Append([.. ids.Select(row => row[position])]);
        return history;
    }

    private static float[][] Matrix(JsonElement rows) => [.. rows.EnumerateArray().Select(row =>
        row.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null
            ? float.NegativeInfinity
            : value.GetSingle()).ToArray())];
}
