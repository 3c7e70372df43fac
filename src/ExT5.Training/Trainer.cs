using System.Runtime.CompilerServices;
using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExT5.Training;

/// <summary>
/// Trains a model on a mixture: batches, forward, loss, backward, clip, step, report, save. Stopped at any step and
/// started again, a run on the CPU goes on with the same losses bit for bit.
/// </summary>
/// <remarks>
/// Dropout of a step is a function of seed and step: torch's process-wide generator is seeded at each step, so sampling
/// with it elsewhere while a step runs would disturb it. After the step it is as it was before; CUDA's, which TorchSharp cannot
/// read, stays seeded. Whatever error ends a run, the last step that was done is saved first. Not safe for use from several
/// threads at once.
/// </remarks>
public sealed class Trainer
{
    private readonly T5Model _model;
    private readonly IOptimizer _optimizer;
    private readonly ILearningRateSchedule _schedule;
    private readonly Seq2SeqLoss _loss;
    private TrainingStep? _step;
    private readonly TaskRegistry _registry;
    private readonly Vocabulary _vocabulary;
    private readonly TrainingOptions _options;
    private readonly ICheckpointStore? _checkpoints;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DoReMiReweighting? _reweighting;

    /// <summary>Makes a trainer; everything handed in stays the caller's.</summary>
    /// <param name="model">Changed by each step, as far as it is not frozen; attach an adapter before making the optimizer.</param>
    /// <param name="optimizer">Made of the model's <see cref="T5Model.TrainableParameters"/>.</param>
    /// <param name="registry">Holds the mixture and its tasks.</param>
    /// <param name="vocabulary">Turns text into ids.</param>
    /// <param name="options">How the run goes.</param>
    /// <param name="schedule">The learning rate; null takes T5's inverse square root with 10,000 steps of warmup.</param>
    /// <param name="loss">The loss; null takes T5X's cross-entropy with z-loss.</param>
    /// <param name="checkpoints">
    /// Where steps are saved; null opens a <see cref="DirectoryCheckpointStore"/> in <see cref="TrainingOptions.OutputFolder"/>
    /// for the time of a run, or saves nothing without that.
    /// </param>
    /// <param name="timeProvider">The clock; null takes the system's.</param>
    /// <param name="logger">Receives progress, saves and warnings.</param>
    /// <param name="reweighting">Changes the mixture's rates while training; null leaves them as they are.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The model computes in float16, which cannot be trained with.</exception>
    /// <exception cref="VocabularyMismatchException">The vocabulary's ids are not the model's, or not the reference model's.</exception>
    public Trainer(
        T5Model model, IOptimizer optimizer, TaskRegistry registry, Vocabulary vocabulary, TrainingOptions options,
        ILearningRateSchedule? schedule = null, Seq2SeqLoss? loss = null, ICheckpointStore? checkpoints = null,
        TimeProvider? timeProvider = null, ILogger<Trainer>? logger = null, DoReMiReweighting? reweighting = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(vocabulary);
        model.Config.CheckVocabulary(vocabulary.Size, vocabulary.PadId, vocabulary.EosId);
        reweighting?.Reference.Config.CheckVocabulary(vocabulary.Size, vocabulary.PadId, vocabulary.EosId);
        if (model.Options.Precision == ComputePrecision.Float16)
            model.train(); // says why not
        (_model, _optimizer, _registry, _vocabulary) = (model, optimizer, registry, vocabulary);
        _options = TrainingOptionsRules.Checked(options);
        _schedule = schedule ?? new InverseSquareRootSchedule();
        _loss = loss ?? new Seq2SeqLoss();
        _checkpoints = checkpoints;
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<Trainer>.Instance;
        _reweighting = reweighting;
    }

    /// <summary>Runs until the last step, the end of the time budget, or a stop; goes on from the newest checkpoint.</summary>
    /// <param name="mixture">Name of a mixture or a task.</param>
    /// <param name="stopping">
    /// Ends the run after the step it is in, while it opens or while it waits for data, also where a source does not answer;
    /// the last step that was done is saved, and nothing is thrown.
    /// </param>
    /// <returns>A report after each step. Leaving the loop early ends the run without saving.</returns>
    /// <exception cref="ExampleException">A row cannot be read or formatted; the steps before it are saved first.</exception>
    /// <exception cref="ChangedRunException">The newest checkpoint is of a different run.</exception>
    /// <exception cref="NonFiniteStepException">Loss or gradient are not finite, and the policy is to stop.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model's adapter is merged, or the optimizer was made of other parameters than those that train.
    /// </exception>
    /// <exception cref="CheckpointException">The folder is in use, or a step could not be saved.</exception>
    public async IAsyncEnumerable<StepReport> TrainAsync(
        string mixture, [EnumeratorCancellation] CancellationToken stopping = default)
    {
        using var opened = _checkpoints is null ? OpenStore() : null;
        var feed = await BatchFeed.OpenAsync(token => OpenPipeline(mixture, token), _logger, stopping).ConfigureAwait(false);
        if (feed is null) yield break;
        await using var closing = feed.ConfigureAwait(false);
        using var data = new RunData(feed, _logger);
        if (Begin(mixture, feed, data, _checkpoints ?? opened, stopping) is not { } session) yield break;
        while (!session.IsFinished && !stopping.IsCancellationRequested && Step(session, stopping) is { } report)
            yield return report with { Saved = session.SaveWhenDue(stopping.IsCancellationRequested) };
        session.End();
    }

    private Task<Seq2SeqPipeline> OpenPipeline(string mixture, CancellationToken stopping) => Seq2SeqPipeline.OpenAsync(
        _registry, mixture, _vocabulary, _options.Batch, _options.Seed, options: _options.Pipeline, cancellationToken: stopping);

    // Null when the run was stopped while it waited for data.
    private StepReport? Step(TrainingSession session, CancellationToken stopping)
    {
        var before = session.State;
        var step = _step!;
        step.HasUpdated = false;
        try
        {
            session.Clock.Start();
            if (session.NextBatches(stopping) is not { } batches) return null;
            var result = step.Run(before.Step, batches, session.Tasks);
            var report = session.Advance(batches, result);
            if (report.Step % _options.LogEvery == 0)
                Log.StepDone(_logger, report.Step, report.Loss, report.GradientNorm, report.LearningRate, report.TokensPerSecond, report.Remaining);
            return report;
        }
        catch (Exception error) when (!step.HasUpdated || !ReferenceEquals(session.State, before))
        {
            // The parameters are those of the last step that was done.
            session.SaveBefore(error);
            throw;
        }
    }

    // Null when the run was stopped while its rows were compared with those of the checkpoint.
    private TrainingSession? Begin(string mixture, BatchFeed feed, RunData data, ICheckpointStore? store, CancellationToken stopping)
    {
        try
        {
            return NewSession(mixture, feed, data, store, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private TrainingSession NewSession(string mixture, BatchFeed feed, RunData data, ICheckpointStore? store, CancellationToken stopping)
    {
        var pipeline = feed.Pipeline;
        if (_model.Adapter is { IsMerged: true })
            throw new InvalidOperationException("The model's adapter is merged and cannot be trained; call Unmerge() on it, or Dispose() to train the model.");
        CheckOptimizer();
        var run = RunDescription.Of(
            mixture, pipeline.OrderFingerprint, _vocabulary.Fingerprint, _model, _optimizer, _schedule, _loss, _options, _reweighting);
        var checkpoint = new TrainingCheckpoint(_model, _optimizer, run, data, _options, _logger);
        var state = store?.OpenNewest() is { } newest ? Fitting(checkpoint.Read(newest, stopping), pipeline, newest) : TrainingState.Start;
        if (store is not null) data.Begin();
        pipeline.State = state.Pipeline;
        var excess = _reweighting is null
            ? null
            : new ExcessLosses(_reweighting, state.Reweighting ?? ReweightingState.StartOf(_reweighting, pipeline.Shares));
        _step = new TrainingStep(_model, _optimizer, _schedule, _loss, _options, _logger, excess);
        var truncation = new TruncationWatch(_options, _logger);
        truncation.Begin(pipeline.SampledTruncation);
        return new TrainingSession(feed, _optimizer, store, checkpoint, state, _options, _time, excess, truncation);
    }

    private TrainingState Fitting(TrainingState state, Seq2SeqPipeline pipeline, Checkpoint checkpoint) =>
        TrainingStateRules.Misfit(state, checkpoint.Step, pipeline.Tasks.Count, _options.Batch.Window) is not { } problem ? state : throw new CheckpointException(
            $"The checkpoint '{checkpoint.Folder}' cannot be resumed from: {problem}. Restore its files, or move it out of the run folder.");

    // An optimizer that keeps no state, such as plain gradient descent, tells nothing.
    private void CheckOptimizer()
    {
        var known = _optimizer.State.Keys;
        var trained = _model.TrainableParameters.Keys;
        if (known.Any() && !trained.Any(name => known.Any(key => key.StartsWith(name + ".", StringComparison.Ordinal))))
            throw new InvalidOperationException(
                $"None of the {trained.Count()} parameters that train, such as '{trained.FirstOrDefault() ?? "none"}', is one of the optimizer's. " +
                "Freeze and attach adapters first, then make the optimizer of model.TrainableParameters.");
    }

    private DirectoryCheckpointStore? OpenStore() => _options.OutputFolder is not { } folder ? null : new DirectoryCheckpointStore(
        folder, new CheckpointRetention(_options.KeepCheckpoints, _options.KeepCheckpointEvery), _time, _logger);
}
