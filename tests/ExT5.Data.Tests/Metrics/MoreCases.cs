using System.Text.Json;

namespace ExT5.Data.Tests;

/// <summary>Made-up texts with what the reference implementations say of them (Golden/README.md).</summary>
internal static class MoreCases
{
    /// <summary>Both sides add up the same numbers in another order.</summary>
    public const double RoundingOfSums = 1e-9;

    public static JsonElement Root { get; } = Load();

    public static IReadOnlyList<JsonElement> Texts { get; } = [.. Root.GetProperty("texts").EnumerateArray()];

    public static IReadOnlyList<Prediction> Predictions { get; } = [.. Texts.Select(MetricCases.PredictionOf)];

    public static IReadOnlyList<JsonElement> Of(string name) => [.. Root.GetProperty(name).EnumerateArray()];

    public static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>Predictions and targets of a table with both columns.</summary>
    public static IReadOnlyList<Prediction> Pairs(string table) =>
    [
        .. MetricCases.Strings(Root.GetProperty(table).GetProperty("predictions"))
            .Zip(MetricCases.Strings(Root.GetProperty(table).GetProperty("targets")), (text, target) => new Prediction(text, [target])),
    ];

    public static string[] Labels(string table) => MetricCases.Strings(Root.GetProperty(table).GetProperty("labels"));

    private static JsonElement Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "more_metric_cases.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}
