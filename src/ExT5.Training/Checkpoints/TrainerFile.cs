using System.Reflection;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>The contents of <c>trainer.json</c>: where the run stands and what it is.</summary>
/// <param name="Format">Version of this file's layout.</param>
/// <param name="Library">Version of ExT5.Training that wrote it.</param>
/// <param name="State">Where the run stands.</param>
/// <param name="Run">What decides its course, as names and texts.</param>
/// <param name="Data">What the rows of each task were; null when that was not known yet.</param>
internal sealed record TrainerFile(
    int Format, string Library, TrainingState State, IReadOnlyDictionary<string, string> Run, IReadOnlyList<TaskData>? Data = null)
{
    public const string FileName = "trainer.json";
    private const int CurrentFormat = 2;

    public static void Write(string folder, TrainingState state, IReadOnlyDictionary<string, string> run, IReadOnlyList<TaskData>? data)
    {
        var library = typeof(TrainerFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var file = new TrainerFile(CurrentFormat, library ?? "unknown", state, run, data);
        File.WriteAllBytes(
            Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(file, CheckpointJson.Default.TrainerFile));
    }

    /// <exception cref="CheckpointException">The file cannot be read, or says what no run would.</exception>
    public static TrainerFile Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var bytes = File.ReadAllBytes(path);
            using (var json = JsonDocument.Parse(bytes))
                if (!json.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number) || number != CurrentFormat)
                    throw new CheckpointException($"'{path}' has format {format}, this version reads {CurrentFormat}. Use the version that wrote it.");
            var file = JsonSerializer.Deserialize(bytes, CheckpointJson.Default.TrainerFile)!;
            if (file.Data is { } data && !data.All(IsWhole))
                throw new CheckpointException($"'{path}' has a task without its name, its rows or its files under 'data'. Take an older checkpoint.");
            return TrainingStateRules.Problem(file.State) is not { } problem
                ? file
                : throw new CheckpointException($"'{path}' cannot be resumed from: {problem}. Restore the file, or move the checkpoint out of the run folder.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"'{path}' cannot be read: {error.Message} Restore the file, or move the checkpoint out of the run folder.", error);
        }
    }

    private static bool IsWhole(TaskData task) => task is { Task: not null, FormatVersion: not null, FormattedText: not null, Files: not null }
        && task.Files.All(file => file is { Path: not null, Sha256: not null });
}
