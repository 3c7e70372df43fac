using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

/// <summary>Reads the reference numbers beside the tests.</summary>
internal static class Golden
{
    public static JsonNode Json(string path) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", path)))!;

    /// <summary>A nested array of numbers as a float32 tensor.</summary>
    public static Tensor Tensor(JsonNode numbers) => tensor(Numbers(numbers)).reshape(Shape(numbers));

    public static float[] Numbers(JsonNode node) =>
        node is JsonArray array ? [.. array.SelectMany(item => Numbers(item!))] : [node.GetValue<float>()];

    private static long[] Shape(JsonNode node) => node is JsonArray array ? [array.Count, .. Shape(array[0]!)] : [];
}
