using System.Text.Json;

namespace ExT5.Data.Tests;

/// <summary>Short ways from texts to scores.</summary>
internal static class Scores
{
    public static IReadOnlyDictionary<string, double> Of(IMetric metric, IEnumerable<Prediction> predictions) =>
        metric.Aggregate([.. predictions.Select(metric.Measure)]).ToDictionary(each => each.Name, each => each.Value);

    public static IReadOnlyDictionary<string, double> Of(IMetric metric, string text, params string[] references) =>
        Of(metric, [new Prediction(text, references)]);

    /// <summary>Scores a case of SeqIO or T5 and compares every expected value.</summary>
    public static void AssertCase(IMetric metric, SeqioCase expected)
    {
        var targets = expected.Input.GetProperty("targets").EnumerateArray();
        var predictions = expected.Input.GetProperty("predictions").EnumerateArray();

        var scores = Of(metric, predictions.Zip(targets, (text, target) => new Prediction(Text(text), References(target))));

        foreach (var value in expected.Expected.EnumerateObject())
            Assert.Equal(value.Value.GetDouble(), scores[value.Name], Math.Max(expected.Tolerance, 1e-9));
    }

    private static string[] References(JsonElement target) =>
        target.ValueKind == JsonValueKind.Array ? [.. target.EnumerateArray().Select(Text)] : [Text(target)];

    // MultiRC's cases keep the label under "value".
    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.GetProperty("value").ToString() : element.ToString();
}
