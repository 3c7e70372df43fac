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

    // Up to eight choices come equally often in so many draws.
    private const int EvenDraws = 840;
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
            scores.Add(RandomTarget(examples));
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
        IReadOnlyList<IReadOnlyList<string>> choices = [.. examples.Select(example => example.Choices is { Count: > 0 } own ? own : [""])];
        scores.Add(Random(examples, choices, RandomAnswers.DrawsFor(examples.Count, EvenDraws, choices.Max(own => own.Count))));
        return scores;
    }

    // In order, so that few draws already bring each target nearly as often as it is frequent.
    private BaselineScore RandomTarget(IReadOnlyList<TextExample> examples)
    {
        string[] targets = [.. training.Select(example => example.Target).Order(StringComparer.Ordinal)];
        var draws = RandomAnswers.DrawsFor(examples.Count, targets.Length, targets.Distinct(StringComparer.Ordinal).Count());
        return Random(examples, [.. examples.Select(_ => targets)], draws);
    }

    private BaselineScore Random(IReadOnlyList<TextExample> examples, IReadOnlyList<IReadOnlyList<string>> options, int draws)
    {
        var answers = new RandomAnswers(options, draws, ExampleSample.Random(seed, task.Name, "random baseline"));
        _values["random"] = [.. task.Metrics.SelectMany(each => answers.Values(each, (example, answer) => Prediction(examples[example], answer)))];
        return new BaselineScore("random", answers.Values(metric, (example, answer) => Prediction(examples[example], answer))[0].Value);
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
