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
    private readonly Lazy<Dictionary<string, int>> _frequencies = new(() =>
        training.CountBy(example => example.Target).ToDictionary());

    /// <summary>The score with these baselines beside its own.</summary>
    public TaskScore AddTo(TaskScore score)
    {
        var added = new List<BaselineScore>();
        if (task.Options is { } options)
        {
            added.Add(Score("random option", score, input => StableHash.Pick(options(input), input, seed: 0)));
            added.Add(Score("majority option", score, input => options(input).MaxBy(option => _frequencies.Value.GetValueOrDefault(option))!));
        }

        if (task.Copy is { } copy) added.Add(Score("copy of a part", score, copy));
        return score with { Baselines = [.. score.Baselines, .. added] };
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
