using System.Text.Json;
using ExT5.Data;

namespace ExT5.ExMix.Tests;

/// <summary>What a task of ExMix-R makes of a row in the layout of its dataset.</summary>
internal static class Formatted
{
    public static TextExample Row(string task, string json, int dataset = 0) => Assert.Single(Rows(task, json, dataset: dataset));

    public static IReadOnlyList<TextExample> Rows(string task, string json, DatasetSplit? split = null, int dataset = 0)
    {
        using var document = JsonDocument.Parse(json);
        return ExMixTasks.Named(task).ExamplesOf(DataRow.FromJson(document.RootElement), split ?? DatasetSplit.Train, dataset);
    }

    public static void Check(string task, string json, string input, string target)
    {
        var example = Row(task, json);

        Assert.Equal((input, target), (example.Input, example.Target));
    }
}
