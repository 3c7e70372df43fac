using System.Text.Json;

namespace ExT5.Core.Tests;

/// <summary>An input of Golden/scoring, its candidates, and what Transformers computed with each alone.</summary>
internal sealed class ScoringCase
{
    private readonly JsonElement _case;

    private ScoringCase(JsonElement json) => _case = json;

    public int[] Input => Ids(_case.GetProperty("input"));

    public int[][] Targets => [.. _case.GetProperty("targets").EnumerateArray().Select(Ids)];

    public double[][] TokenLogLikelihoods => Numbers("token_log_likelihoods");

    /// <summary>States of each position of the input.</summary>
    public double[][] EncoderStates => Numbers("encoder_states");

    public ScoringIds Ask => new(Input, Targets);

    public static ScoringCase[] Load(string model)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(GoldenFile.PathOf("scoring", "scores.json")));
        return [.. json.RootElement.GetProperty(model).Clone().EnumerateArray().Select(entry => new ScoringCase(entry))];
    }

    private static int[] Ids(JsonElement array) => [.. array.EnumerateArray().Select(id => id.GetInt32())];

    private double[][] Numbers(string name) =>
        [.. _case.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())];
}
