using ExT5.Data;

namespace ExT5.Training;

/// <summary>What a saved <see cref="TrainingState"/> must hold, whoever wrote it.</summary>
internal static class TrainingStateRules
{
    /// <summary>What no run would have saved, or null.</summary>
    public static string? Problem(TrainingState state) => state switch
    {
        { OptimizerSteps: < 0 } or { Examples: < 0 } or { InputTokens: < 0 } or { TargetTokens: < 0 } => "a count is below 0",
        { OptimizerSteps: var steps, Step: var step } when steps > step => $"the optimizer took {steps} steps of {step}",
        { Elapsed.Ticks: < 0 } => "the time it took is below 0",
        { Pipeline: { Window: < 0 } or { Row: < 0 } or { BadRows: < 0 } } => "the data's place is below 0",
        _ => Problem("phase", state.Pipeline.Phase) ?? Problem("next_phase", state.Pipeline.NextPhase)
            ?? Problem(state.Pipeline.Truncation) ?? Problem(state.Reweighting),
    };

    /// <summary>What does not fit its checkpoint or the mixture, or null.</summary>
    /// <param name="state">A state without a problem of its own.</param>
    /// <param name="step">The step of its checkpoint.</param>
    /// <param name="tasks">Number of the mixture's tasks.</param>
    /// <param name="window">Positions of a window.</param>
    public static string? Misfit(TrainingState state, long step, int tasks, int window)
    {
        if (state.Step != step) return $"it is of step {state.Step}, its checkpoint of step {step}";
        if (state.Pipeline.Window > long.MaxValue / window / 2) return $"there is no window {state.Pipeline.Window}";
        foreach (var (name, phase) in new[] { ("phase", state.Pipeline.Phase), ("next_phase", state.Pipeline.NextPhase) })
            if (phase is not null && phase.Weights.Count != tasks)
                return $"{name} is of {phase.Weights.Count} tasks, the mixture has {tasks}";
        // A phase that has begun lies before the window that is handed out, one that has not behind it.
        if (state.Pipeline.Phase is { } current && current.Position / window > state.Pipeline.Window) return "phase begins after the data's place";
        if (state.Pipeline.NextPhase is { } next && next.Position / window <= state.Pipeline.Window) return "next_phase begins before the data's place";
        return state.Reweighting is { } reweighting && reweighting.Tokens.Count != tasks
            ? $"reweighting is of {reweighting.Tokens.Count} tasks, the mixture has {tasks}"
            : null;
    }

    private static string? Problem(string name, MixturePhase? phase) => phase switch
    {
        null => null,
        { Weights: null } or { Draws: null } => $"{name} has no weights or draws",
        { Position: < 0 } => $"{name} begins below 0",
        { Position: var position } when position % MixtureSampler.BlockSize != 0 => $"{name} begins at {position}, which is no multiple of {MixtureSampler.BlockSize}",
        _ when phase.Weights.Count != phase.Draws.Count => $"{name} has {phase.Weights.Count} weights and {phase.Draws.Count} draws",
        _ when phase.Draws.Any(draws => draws < 0) || Sum(phase.Draws) > phase.Position => $"{name} has draws that its position does not allow",
        _ => AreWeights(phase.Weights) ? null : $"{name} has weights that are negative, not finite or all 0",
    };

    private static string? Problem(TruncationCounts? counts) => counts switch
    {
        null => null,
        { Tasks: null } => "truncation has no tasks",
        _ when counts.Tasks.Any(task => task is not { Task: not null, CutInputs: >= 0, CutTargets: >= 0, DroppedInputTokens: >= 0, DroppedTargetTokens: >= 0 }
            || task.CutInputs > task.Examples || task.CutTargets > task.Examples) => "truncation has counts that no examples give",
        _ => null,
    };

    private static string? Problem(ReweightingState? state) => state switch
    {
        null => null,
        { Weights: null } or { ExcessSums: null } or { Tokens: null } or { LastExcess: null } => "reweighting has a part missing",
        { Weights: { Weights: null } or { MeanWeights: null } or { Updates: < 0 } } => "reweighting has no weights",
        _ when new[] { state.Weights.Weights.Count, state.Weights.MeanWeights.Count, state.ExcessSums.Count, state.LastExcess.Count }
            .Any(count => count != state.Tokens.Count) => "the parts of reweighting are of different numbers of tasks",
        _ when state.Tokens.Concat(state.LastExcess).Any(value => !(value >= 0)) => "reweighting has a number below 0",
        _ => AreWeights(state.Weights.Weights) && AreWeights(state.Weights.MeanWeights) ? null : "reweighting has weights that are negative, not finite or all 0",
    };

    private static bool AreWeights(IReadOnlyList<double> weights) =>
        weights.All(weight => weight >= 0 && double.IsFinite(weight)) && weights.Any(weight => weight > 0);

    private static decimal Sum(IReadOnlyList<long> draws) => draws.Sum(draw => (decimal)draw);
}
