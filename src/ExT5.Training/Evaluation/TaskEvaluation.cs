using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>Answers and measures the examples of one task.</summary>
internal sealed class TaskEvaluation
{
    // Enough for the sorting by length within it to save what it can; what is answered is on disk after each such part.
    private const int PartExamples = 512;

    private readonly Seq2SeqTask _task;
    private readonly EvaluationOptions _options;
    private readonly ILogger _logger;
    private readonly TaskAnswerer _answerer;
    private readonly string[] _names;
    private readonly List<double[]>[] _measurements;
    private readonly List<ScoredPrediction> _predictions = [];

    public TaskEvaluation(Seq2SeqTask task, IAnswers answers, EvaluationOptions options, ILogger logger)
    {
        (_task, _options, _logger, _answerer) = (task, options, logger, new TaskAnswerer(task, answers));
        _names = DifferentNames([.. task.Metrics.Select(metric => metric.Aggregate([])[0].Name)]);
        _measurements = [.. task.Metrics.Select(_ => new List<double[]>())];
    }

    public TaskScore Score(EvaluationSet set, CancellationToken cancellationToken)
    {
        using (var file = _options.PredictionFolder is { } folder ? PredictionFile.Create(folder, _task.Name) : null)
        {
            foreach (var part in set.Examples.Chunk(PartExamples))
                foreach (var prediction in Measure(part, set.Examples, cancellationToken)) file?.Write(prediction);
            file?.Complete();
        }
        var inputs = _answerer.Inputs;
        if (inputs.Cut > 0) Log.InputsCut(_logger, _task.Name, inputs.Cut, set.Examples.Count, _options.InputTokens, inputs.Dropped);
        var intervals = _task.Metrics.SelectMany((each, i) =>
            Bootstrap.Values(each, _measurements[i], resamples: _options.BootstrapSamples, seed: _options.Seed)).ToList();
        return new TaskScore(
            _task.Name, _task.Family, set.Examples.Count,
            [.. _task.Metrics.SelectMany((each, i) => each.Aggregate(_measurements[i]))],
            new ConfidenceInterval(intervals[0].Low, intervals[0].High), set.Baselines)
        {
            CutInputs = inputs.Cut,
            LowerIsBetter = _task.Metrics[0].LowerIsBetter,
            MainMetric = _task.Metrics[0],
            Predictions = _predictions,
            ValueIntervals = intervals,
            BaselineValues = set.BaselineValues,
        };
    }

    private List<ScoredPrediction> Measure(
        TextExample[] part, IReadOnlyList<TextExample> all, CancellationToken cancellationToken)
    {
        var scored = part.Zip(_answerer.Answer(part, all, cancellationToken), Measure).ToList();
        _predictions.AddRange(scored);
        return scored;
    }

    private ScoredPrediction Measure(TextExample example, Prediction prediction)
    {
        var measured = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var i = 0; i < _names.Length; i++)
        {
            var numbers = _task.Metrics[i].Measure(prediction);
            _measurements[i].Add(numbers);
            measured[_names[i]] = numbers;
        }
        return new ScoredPrediction(_task.Name, example.Input, example.References, prediction.Text, measured)
        {
            Group = prediction.Group,
            Choices = prediction.Choices,
            ChoiceScores = prediction.ChoiceScores,
        };
    }

    // Two metrics may both report "accuracy"; the second is then "accuracy 2".
    private static string[] DifferentNames(string[] names) =>
        [.. names.Select((name, i) => names.Take(i).Count(each => each == name) is > 0 and var before ? $"{name} {before + 1}" : name)];
}
