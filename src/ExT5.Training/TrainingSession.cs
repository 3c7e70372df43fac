using ExT5.Data;

namespace ExT5.Training;

/// <summary>One call of the trainer: the data, the state that each step replaces, and when it is saved.</summary>
internal sealed class TrainingSession(
    BatchFeed feed, IOptimizer optimizer, ICheckpointStore? store, TrainingCheckpoint checkpoint,
    TrainingState start, TrainingOptions options, TimeProvider time, ExcessLosses? excess, TruncationWatch truncation)
{
    private readonly Seq2SeqPipeline _pipeline = feed.Pipeline;
    private readonly CheckpointSchedule _saves = new(options, start);

    public TrainingState State { get; private set; } = start;

    public TrainingClock Clock { get; } = new(time, start.Elapsed);

    public IReadOnlyList<Seq2SeqTask> Tasks => _pipeline.Tasks;

    public bool IsFinished => State.Step >= options.Steps || State.Elapsed >= options.TimeBudget;

    /// <summary>The batches of the next step; null when the run was stopped before they were there.</summary>
    public IReadOnlyList<PackedBatch>? NextBatches(CancellationToken stopping) => feed.Next(options.GradientAccumulation, stopping);

    /// <summary>Ends a step that was computed.</summary>
    public StepReport Advance(IReadOnlyList<PackedBatch> batches, StepResult result)
    {
        var counts = BatchCounts.Of(batches);
        var seconds = Clock.Stop();
        var weights = excess?.UpdateAfter(State.Step + 1);
        if (weights is not null) _pipeline.Reweight(weights);
        State = new TrainingState(
            State.Step + 1, optimizer.StepCount, State.Examples + counts.Examples, State.InputTokens + counts.InputTokens,
            State.TargetTokens + counts.TargetTokens, Clock.Elapsed, _pipeline.State)
        {
            Reweighting = excess?.State,
        };
        truncation.After(State.Pipeline.Truncation);
        return new StepReport
        {
            Step = State.Step,
            Loss = result.Losses.Mean,
            LossByTask = result.Losses.ByTask,
            LossByFamily = result.Losses.ByFamily,
            LearningRate = result.LearningRate,
            GradientNorm = result.GradientNorm,
            Updated = result.Updated,
            SkippedUpdates = State.Step - State.OptimizerSteps,
            Routers = result.Routers,
            Reweighted = weights is null ? null : _pipeline.Tasks.Zip(weights).ToDictionary(pair => pair.First.Name, pair => pair.Second),
            Examples = counts.Examples,
            InputTokens = counts.InputTokens,
            TargetTokens = counts.TargetTokens,
            Density = counts.Density,
            TotalTokens = State.InputTokens + State.TargetTokens,
            TokensPerSecond = (counts.InputTokens + counts.TargetTokens) / seconds,
            Truncation = State.Pipeline.Truncation?.Tasks ?? [],
            Elapsed = State.Elapsed,
            Remaining = Clock.Remaining(options.Steps - State.Step, options.TimeBudget),
        };
    }

    /// <summary>Ends the run: saves what is not, and tells what was cut.</summary>
    public void End()
    {
        SaveIfBehind();
        truncation.End(State.Pipeline.Truncation);
    }

    /// <summary>Saves when the run ends here or the options say so.</summary>
    public Checkpoint? SaveWhenDue(bool stopping) =>
        stopping || IsFinished || _saves.IsDue(State) ? SaveIfBehind() : null;

    /// <summary>Saves the last step before an error of the next one ends the run.</summary>
    /// <exception cref="CheckpointException">That failed too; both errors are told.</exception>
    public void SaveBefore(Exception error)
    {
        try
        {
            SaveIfBehind();
        }
        catch (CheckpointException saving)
        {
            throw new CheckpointException(
                $"{saving.Message} The run was ending at step {State.Step} because of another error: {error.Message}",
                new AggregateException(error, saving));
        }
    }

    /// <summary>Saves unless that was done since the last step.</summary>
    public Checkpoint? SaveIfBehind()
    {
        if (store is null || !_saves.IsBehind(State)) return null;
        var saved = store.Save(State.Step, folder => checkpoint.Write(folder, State));
        _saves.Saved(State);
        return saved;
    }
}
