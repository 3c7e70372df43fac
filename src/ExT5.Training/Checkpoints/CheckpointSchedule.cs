namespace ExT5.Training;

/// <summary>Says when a run saves: every so many steps, every so often, and at its end.</summary>
internal sealed class CheckpointSchedule(TrainingOptions options, TrainingState state)
{
    private long _savedStep = state.Step;
    private TimeSpan _savedAt = state.Elapsed;

    /// <summary>Whether something happened since the last save.</summary>
    public bool IsBehind(TrainingState state) => state.Step > _savedStep;

    public bool IsDue(TrainingState state) => IsBehind(state)
        && (state.Step % options.CheckpointSteps == 0 || state.Elapsed - _savedAt >= options.CheckpointInterval);

    public void Saved(TrainingState state) => (_savedStep, _savedAt) = (state.Step, state.Elapsed);
}
