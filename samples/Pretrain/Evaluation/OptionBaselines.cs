using ExT5.Data;
using ExT5.Training;
using Pretrain.ApiDocs;

namespace Pretrain.Evaluation;

/// <summary>
/// Baselines that know what kind of answer a task wants: choosing among the options an input lists, by chance or by how
/// frequent they are, and copying the one part of the input that could be an answer.
/// </summary>
internal sealed class OptionBaselines(ApiDocsTask task, IReadOnlyList<TextExample> training)
{
    // Up to eight options come equally often in so many draws.
    private const int Draws = 840;

    private readonly Lazy<Dictionary<string, int>> _frequencies = new(() =>
        training.CountBy(example => example.Target).ToDictionary());

    /// <summary>The score with these baselines beside its own.</summary>
    public TaskScore AddTo(TaskScore score)
    {
        var added = new List<BaselineScore>();
        if (task.Options is { } options)
        {
            added.Add(RandomOption(score, options));
            added.Add(Score("majority option", score, input => options(input).MaxBy(option => _frequencies.Value.GetValueOrDefault(option))!));
        }

        if (task.Copy is { } copy) added.Add(Score("copy of a part", score, copy));
        return score with { Baselines = [.. score.Baselines, .. added] };
    }

    // On average over draws: a single one would be above or below by luck, and decide what is clearly above it.
    private BaselineScore RandomOption(TaskScore score, Func<string, IReadOnlyList<string>> options)
    {
        var metric = task.Task.Metrics[0];
        var measured = score.Predictions.Select(row => options(row.Input)
            .Select(option => metric.Measure(new Prediction(option, row.References))).ToList()).ToList();
        var starts = score.Predictions.Select(row => (int)(StableHash.Of(row.Input) % Draws)).ToList();
        return new("random option", Enumerable.Range(0, Draws).Average(draw =>
            metric.Aggregate([.. measured.Select((each, row) => each[(starts[row] + draw) % Draws * each.Count / Draws])])[0].Value));
    }

    private BaselineScore Score(string name, TaskScore score, Func<string, string> answer)
    {
        var metric = task.Task.Metrics[0];
        var measurements = score.Predictions
            .Select(row => metric.Measure(new Prediction(answer(row.Input), row.References)))
            .ToList();
        return new(name, metric.Aggregate(measurements)[0].Value);
    }
}
