using System.Runtime.CompilerServices;
using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExT5.Training;

/// <summary>
/// Scores each supervised task of a mixture: chooses examples, has them answered or their choices ranked, measures them with
/// the task's metrics, and sets a bootstrap interval and baselines beside the score.
/// </summary>
/// <remarks>
/// Examples and baselines are chosen and kept at the first evaluation of a task's split, so later ones, of later checkpoints,
/// score the same examples and read no data.
/// </remarks>
public sealed class Evaluator
{
    private readonly TaskRegistry _registry;
    private readonly IAnswers _answers;
    private readonly EvaluationOptions _options;
    private readonly ILogger _logger;
    private readonly EvaluationSets _sets;

    /// <summary>Evaluates a model.</summary>
    /// <param name="generator">Generates the answers; its model ranks choices.</param>
    /// <param name="vocabulary">The vocabulary the model was trained with.</param>
    /// <param name="registry">Holds the tasks.</param>
    /// <param name="options">How the evaluation goes; null takes the defaults.</param>
    /// <param name="logger">Receives what was skipped or cut.</param>
    /// <exception cref="VocabularyMismatchException">The vocabulary's ids are not the model's.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of range.</exception>
    public Evaluator(
        T5Generator generator, Vocabulary vocabulary, TaskRegistry registry,
        EvaluationOptions? options = null, ILogger<Evaluator>? logger = null)
        : this(registry, options ??= new(), logger, new GeneratorAnswers(generator, vocabulary, options)) =>
        generator.Model.Config.CheckVocabulary(vocabulary.Size, vocabulary.PadId, vocabulary.EosId);

    /// <summary>Evaluates anything that answers texts.</summary>
    /// <param name="answer">Gives one answer for each input, in their order.</param>
    /// <param name="registry">Holds the tasks.</param>
    /// <param name="options">How the evaluation goes; null takes the defaults.</param>
    /// <param name="logger">Receives what was skipped.</param>
    /// <param name="score">
    /// Tells the likelihood of each choice of each input, as <see cref="T5Scorer"/> does; null when no task ranks choices.
    /// </param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of range.</exception>
    public Evaluator(
        Func<IReadOnlyList<string>, CancellationToken, IReadOnlyList<string>> answer, TaskRegistry registry,
        EvaluationOptions? options = null, ILogger<Evaluator>? logger = null,
        Func<IReadOnlyList<ScoringInput>, CancellationToken, IReadOnlyList<IReadOnlyList<TargetScore>>>? score = null)
        : this(registry, options ?? new(), logger, new FunctionAnswers(answer, score)) =>
        ArgumentNullException.ThrowIfNull(answer);

    private Evaluator(TaskRegistry registry, EvaluationOptions options, ILogger<Evaluator>? logger, IAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(registry);
        (_registry, _options, _answers, _logger) = (registry, EvaluationOptionsRules.Checked(options), answers, logger ?? NullLogger<Evaluator>.Instance);
        _sets = new EvaluationSets(options, _logger);
    }

    /// <summary>Scores the tasks one after the other. Tasks without metrics, denoising tasks and empty splits are left out.</summary>
    /// <param name="mixture">Name of a mixture or a task.</param>
    /// <param name="split">The split that is answered; default <see cref="DatasetSplit.Validation"/>.</param>
    /// <param name="cancellationToken">Stops between two decoding steps.</param>
    /// <returns>One score a task, as soon as it is known; <see cref="EvaluationTable"/> sets them in a table.</returns>
    /// <exception cref="RegistryException">The mixture is unknown.</exception>
    /// <exception cref="DataSourceException">A split is missing or malformed.</exception>
    /// <exception cref="InvalidOperationException">
    /// A task ranks choices and an example has none, answers are missing or null, or a metric gives values without names.
    /// </exception>
    public async IAsyncEnumerable<TaskScore> EvaluateAsync(
        string mixture, DatasetSplit? split = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var task in _registry.TasksOf(mixture).Where(task => task.Objective is null))
        {
            var set = await _sets.OfAsync(task, split ?? DatasetSplit.Validation, cancellationToken).ConfigureAwait(false);
            if (set is not null) yield return new TaskEvaluation(task, _answers, _options, _logger).Score(set, cancellationToken);
        }
    }
}
