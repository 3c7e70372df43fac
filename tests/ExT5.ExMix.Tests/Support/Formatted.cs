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
        var examples = ExMixTasks.Named(task).ExamplesOf(DataRow.FromJson(document.RootElement), split ?? DatasetSplit.Train, dataset);
        foreach (var example in examples) CheckMetrics(ExMixTasks.Named(task), example);
        return examples;
    }

    public static void Check(string task, string json, string input, string target)
    {
        var example = Row(task, json);

        Assert.Equal((input, target), (example.Input, example.Target));
    }

    // Each metric of a task reads its targets, and those that score an answer alone find them right.
    private static void CheckMetrics(ExMixTask task, TextExample example)
    {
        var prediction = new Prediction(example.Target, example.References) { Group = example.Group, Choices = example.Choices };
        foreach (var metric in example.Target == "<unk>" ? [] : task.Metrics)
        {
            var values = metric.Aggregate([metric.Measure(prediction)]);

            Assert.All(values, value => Assert.InRange(value.Value, -100, 100));
            // An answer of one letter may be an article, and is nothing to SQuAD.
            if (example.Target.Length > 1 && metric is Accuracy or ExactMatch or TokenF1 or Rouge or ExplanationLabel) Assert.Equal(100, values[0].Value, 9);
        }
    }
}
