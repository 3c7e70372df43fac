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
}
