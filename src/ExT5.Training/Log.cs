using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>Every message the package logs; event ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Step {Step} saved in '{Folder}'.")]
    public static partial void CheckpointSaved(ILogger logger, long step, string folder);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning,
        Message = "The checkpoint of step {Step} is damaged ({Problem}); it now lies in '{Folder}', and an older one is tried.")]
    public static partial void CheckpointDamaged(ILogger logger, long step, string problem, string folder);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "Removed '{Folder}', left by an interrupted save.")]
    public static partial void TemporaryRemoved(ILogger logger, string folder);

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "'{Folder}' could not be moved or removed: {Problem}")]
    public static partial void FolderKept(ILogger logger, string folder, string problem);

    [LoggerMessage(EventId = 104, Level = LogLevel.Information, Message = "Resumed at step {Step} from '{Folder}'.")]
    public static partial void Resumed(ILogger logger, long step, string folder);

    [LoggerMessage(EventId = 105, Level = LogLevel.Warning,
        Message = "The run changed since step {Step} was saved, which is allowed here. {Difference}")]
    public static partial void RunChanged(ILogger logger, long step, string difference);

    [LoggerMessage(EventId = 106, Level = LogLevel.Warning,
        Message = "Step {Step} is saved without what its rows are ({Reason}); a change of them before the next save would not be seen.")]
    public static partial void DataNotKnown(ILogger logger, long step, string reason);

    [LoggerMessage(EventId = 107, Level = LogLevel.Warning,
        Message = "Whether rows changed since step {Step} was saved is not known: {Reason}")]
    public static partial void DataNotCompared(ILogger logger, long step, string reason);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning,
        Message = "A data source has not answered for {Seconds} s after the run ended; it is left to itself and closed when it does.")]
    public static partial void SourceLeftBehind(ILogger logger, int seconds);

    [LoggerMessage(EventId = 110, Level = LogLevel.Information,
        Message = "Step {Step}: loss {Loss:F4}, gradient norm {Norm:F3}, rate {Rate:G4}, {Speed:F0} tokens/s, {Remaining} left.")]
    public static partial void StepDone(ILogger logger, long step, double loss, double norm, double rate, double speed, TimeSpan remaining);

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning,
        Message = "Step {Step}: {What}; the update was left out.")]
    public static partial void UpdateSkipped(ILogger logger, long step, string what);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning,
        Message = "Task '{Task}': {Inputs} inputs and {Targets} targets of {Examples} {Looked} examples are cut to {InputTokens} and {TargetTokens} tokens, "
            + "{DroppedInputs} and {DroppedTargets} tokens in all. Raise the lengths of TrainingOptions.Batch, shorten the texts, or raise TruncationWarning if that is meant.")]
    public static partial void MuchCut(
        ILogger logger, string task, long inputs, long targets, long examples, string looked, int inputTokens, int targetTokens, long droppedInputs, long droppedTargets);

    [LoggerMessage(EventId = 113, Level = LogLevel.Information, Message = "Cut since the beginning of the run: {Counts}.")]
    public static partial void TaskCut(ILogger logger, TaskTruncation counts);

    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "Task '{Task}' is not scored: {Reason}.")]
    public static partial void TaskSkipped(ILogger logger, string task, string reason);

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning,
        Message = "Task '{Task}': {Cut} of {Total} inputs were cut to {Tokens} tokens, {Dropped} tokens in all. Raise EvaluationOptions.InputTokens if the model was trained on longer ones.")]
    public static partial void InputsCut(ILogger logger, string task, int cut, int total, int tokens, long dropped);
}
