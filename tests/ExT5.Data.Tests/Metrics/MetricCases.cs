using System.Text.Json;

namespace ExT5.Data.Tests;

/// <summary>Made-up texts with what sacreBLEU, NLTK, scikit-learn and SciPy say of them (Golden/metric_cases.json).</summary>
internal static class MetricCases
{
    public static JsonElement Root { get; } = Load();

    public static IReadOnlyList<JsonElement> Texts { get; } = [.. Root.GetProperty("texts").EnumerateArray()];

    public static IReadOnlyList<Prediction> Predictions { get; } = [.. Texts.Select(PredictionOf)];

    public static Prediction PredictionOf(JsonElement text) =>
        new(text.GetProperty("prediction").GetString()!, Strings(text.GetProperty("references")));

    public static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(each => each.GetString()!)];

    /// <summary>The label tables: a target and a prediction at each place.</summary>
    public static IEnumerable<Prediction> Labels(string targets, string predictions) =>
        Strings(Root.GetProperty("labels").GetProperty(predictions))
            .Zip(Strings(Root.GetProperty("labels").GetProperty(targets)), (text, target) => new Prediction(text, [target]));

    public static double Label(string name) => Root.GetProperty("labels").GetProperty(name).GetDouble();

    private static JsonElement Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "metric_cases.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
