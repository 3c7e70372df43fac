using ExT5.Data;

namespace ExT5.Training;

/// <summary>Answers examples without a model, from what the training rows show.</summary>
/// <param name="task">The task.</param>
/// <param name="metric">Its main metric.</param>
/// <param name="training">Training rows; may be empty, which leaves the copying baselines, or the random choice.</param>
/// <param name="seed">Seed of the random baseline.</param>
internal sealed class Baselines(Seq2SeqTask task, IMetric metric, IReadOnlyList<TextExample> training, ulong seed)
{
    private const int PrefixRows = 200;
    private const double Impossible = -1e9;
    private static readonly int[] PrefixWords = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];

    private readonly Dictionary<string, IReadOnlyList<MetricValue>> _values = new(StringComparer.Ordinal);

    /// <summary>Everything the task's metrics report of each baseline that was scored.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MetricValue>> Values => _values;

    /// <summary>The score of each baseline on some examples.</summary>
    public IReadOnlyList<BaselineScore> Score(IReadOnlyList<TextExample> examples) =>
        task.Ranking is null ? ScoreTexts(examples) : ScoreChoices(examples);

    private List<BaselineScore> ScoreTexts(IReadOnlyList<TextExample> examples)
    {
        var scores = new List<BaselineScore>();
        if (training.Count > 0)
        {
            var majority = MajorityTarget();
            scores.Add(Score("majority", examples, _ => majority));
            var random = ExampleSample.Random(seed, task.Name, "random baseline");
            scores.Add(Score("random", examples, _ => training[random.NextInt32(training.Count)].Target));
        }
        scores.Add(Score("copy", examples, example => example.Input));
        if (training.Count > 0)
        {
            var prompt = InputPrefix.CommonTo(training);
            var tried = training.Take(PrefixRows).ToList();
            var words = PrefixWords.MaxBy(count => metric.Aggregate(Measure(
                metric, [.. tried.Select(example => Prediction(example, InputPrefix.Words(example.Input, prompt, count)))]))[0].Value);
            scores.Add(Score($"first {words} words", examples, example => InputPrefix.Words(example.Input, prompt, words)));
        }
        return scores;
    }

    // Where answers are chosen, the frequent target is taken where it is a choice, else the first choice.
    private List<BaselineScore> ScoreChoices(IReadOnlyList<TextExample> examples)
    {
        var scores = new List<BaselineScore>();
        if (training.Count > 0)
        {
            var majority = MajorityTarget();
            scores.Add(Score("majority", examples, _ => majority));
        }
        var random = ExampleSample.Random(seed, task.Name, "random baseline");
        scores.Add(Score("random", examples, example =>
            example.Choices is { Count: > 0 } choices ? choices[random.NextInt32(choices.Count)] : ""));
        return scores;
    }

    private string MajorityTarget() => training
        .CountBy(example => example.Target, StringComparer.Ordinal)
        .OrderByDescending(target => target.Value).ThenBy(target => target.Key, StringComparer.Ordinal)
        .First().Key;

    private BaselineScore Score(string name, IReadOnlyList<TextExample> examples, Func<TextExample, string> answer)
    {
        List<Prediction> predictions = [.. examples.Select(example => Prediction(example, answer(example)))];
        _values[name] = [.. task.Metrics.SelectMany(each => each.Aggregate(Measure(each, predictions)))];
        return new BaselineScore(name, metric.Aggregate(Measure(metric, predictions))[0].Value);
    }

    private static List<double[]> Measure(IMetric metric, List<Prediction> predictions) =>
        [.. predictions.Select(metric.Measure)];

    private Prediction Prediction(TextExample example, string answer)
    {
        var prediction = new Prediction(answer, example.References) { Group = example.Group, Choices = example.Choices };
        return task.Ranking is null || example.Choices is not { Count: > 0 } choices ? prediction : prediction with
        {
            Text = choices.Contains(answer, StringComparer.Ordinal) ? answer : choices[0],
            ChoiceScores = [.. choices.Select(choice => choice == answer ? 0 : Impossible)],
            ChoiceTokens = [.. choices.Select(_ => 1)],
            ChoicePriors = [.. choices.Select(_ => 0.0)],
        };
    }
}
