using System.Runtime.CompilerServices;
using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExT5.Training;

/// <summary>
/// Scores each supervised task of a mixture: chooses examples, has them answered, measures them with the task's
/// metrics, and sets a bootstrap interval and baselines beside the score.
/// </summary>
public sealed class Evaluator
{
    private readonly TaskRegistry _registry;
    private readonly Func<IReadOnlyList<TextExample>, CancellationToken, IReadOnlyList<string>> _answer;
    private readonly EvaluationOptions _options;
    private readonly ILogger _logger;

    /// <summary>Evaluates a model.</summary>
    /// <param name="generator">Generates the answers.</param>
    /// <param name="vocabulary">The vocabulary the model was trained with.</param>
    /// <param name="registry">Holds the tasks.</param>
    /// <param name="options">How the evaluation goes; null takes the defaults.</param>
    /// <param name="logger">Receives what was skipped or cut.</param>
    public Evaluator(
        T5Generator generator, Vocabulary vocabulary, TaskRegistry registry,
        EvaluationOptions? options = null, ILogger<Evaluator>? logger = null)
        : this(registry, options ??= new(), logger, new GeneratorAnswers(generator, vocabulary, options, logger ?? NullLogger<Evaluator>.Instance).Answer)
    {
    }

    /// <summary>Evaluates anything that answers texts.</summary>
    /// <param name="answer">Gives one answer for each input, in their order.</param>
    /// <param name="registry">Holds the tasks.</param>
    /// <param name="options">How the evaluation goes; null takes the defaults.</param>
    /// <param name="logger">Receives what was skipped.</param>
    public Evaluator(
        Func<IReadOnlyList<string>, CancellationToken, IReadOnlyList<string>> answer, TaskRegistry registry,
        EvaluationOptions? options = null, ILogger<Evaluator>? logger = null)
        : this(registry, options ?? new(), logger, (examples, cancellation) => answer([.. examples.Select(example => example.Input)], cancellation)) =>
        ArgumentNullException.ThrowIfNull(answer);

    private Evaluator(
        TaskRegistry registry, EvaluationOptions options, ILogger<Evaluator>? logger,
        Func<IReadOnlyList<TextExample>, CancellationToken, IReadOnlyList<string>> answer)
    {
        ArgumentNullException.ThrowIfNull(registry);
        (_registry, _options, _answer, _logger) = (registry, options, answer, logger ?? NullLogger<Evaluator>.Instance);
    }

    /// <summary>Scores the tasks one after the other. Tasks without metrics, denoising tasks and empty splits are left out.</summary>
    /// <param name="mixture">Name of a mixture or a task.</param>
    /// <param name="split">The split that is answered; default <see cref="DatasetSplit.Validation"/>.</param>
    /// <param name="cancellationToken">Stops between two decoding steps.</param>
    /// <returns>One score a task, as soon as it is known; <see cref="EvaluationTable"/> sets them in a table.</returns>
    /// <exception cref="RegistryException">The mixture is unknown.</exception>
    /// <exception cref="DataSourceException">A split is missing or malformed.</exception>
    public async IAsyncEnumerable<TaskScore> EvaluateAsync(
        string mixture, DatasetSplit? split = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var task in _registry.TasksOf(mixture).Where(task => task.Objective is null))
        {
            var rows = await task.OpenAsync(split ?? DatasetSplit.Validation, cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0 || task.Metrics.Count == 0)
            {
                Log.TaskSkipped(_logger, task.Name, rows.Count == 0 ? "its split is empty" : "it has no metric");
                continue;
            }
            var training = await TrainingRowsAsync(task, cancellationToken).ConfigureAwait(false);
            yield return Score(task, Choose(task, rows, _options.ExamplesPerTask, "answered"), training, cancellationToken);
        }
    }

    private async ValueTask<IReadOnlyList<TextExample>> TrainingRowsAsync(Seq2SeqTask task, CancellationToken cancellationToken) =>
        _options.BaselineRows == 0 ? [] : Choose(
            task, await task.OpenAsync(DatasetSplit.Train, cancellationToken).ConfigureAwait(false), _options.BaselineRows, "baseline");

    private IReadOnlyList<TextExample> Choose(Seq2SeqTask task, IReadOnlyList<TextExample> rows, int most, string purpose) =>
        ExampleSample.Choose(rows, most, ExampleSample.Random(_options.Seed, task.Name, purpose));

    private TaskScore Score(
        Seq2SeqTask task, IReadOnlyList<TextExample> examples, IReadOnlyList<TextExample> training, CancellationToken cancellationToken)
    {
        var predictions = Answer(task, examples, cancellationToken);
        var measurements = task.Metrics.Select(metric => predictions.Select(metric.Measure).ToList()).ToList();
        var values = task.Metrics.Select((metric, i) => metric.Aggregate(measurements[i])).ToList();
        return new TaskScore(
            task.Name, task.Family, examples.Count, [.. values.SelectMany(value => value)],
            Bootstrap.Interval(task.Metrics[0], measurements[0], resamples: _options.BootstrapSamples, seed: _options.Seed),
            new Baselines(task, task.Metrics[0], training, _options.Seed).Score(examples))
        {
            Predictions = [.. examples.Select((example, row) => new ScoredPrediction(
                task.Name, example.Input, example.References, predictions[row].Text,
                values.Select((value, i) => (value[0].Name, measurements[i][row])).ToDictionary(StringComparer.Ordinal)))],
        };
    }

    private List<Prediction> Answer(Seq2SeqTask task, IReadOnlyList<TextExample> examples, CancellationToken cancellationToken)
    {
        var answers = _answer(examples, cancellationToken);
        if (answers.Count != examples.Count)
            throw new InvalidOperationException(
                $"Task '{task.Name}': {answers.Count} answers came for {examples.Count} inputs. Give one answer for each input.");
        return [.. examples.Zip(answers, (example, answer) => new Prediction(answer, example.References))];
    }
}
