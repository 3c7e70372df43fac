using System.Reflection;
using System.Text.Json;

namespace ExT5.Training;

/// <summary>The contents of <c>trainer.json</c>: where the run stands and what it is.</summary>
/// <param name="Format">Version of this file's layout.</param>
/// <param name="Library">Version of ExT5.Training that wrote it.</param>
/// <param name="State">Where the run stands.</param>
/// <param name="Run">What decides its course, as names and texts.</param>
internal sealed record TrainerFile(int Format, string Library, TrainingState State, IReadOnlyDictionary<string, string> Run)
{
    public const string FileName = "trainer.json";
    private const int CurrentFormat = 2;

    public static void Write(string folder, TrainingState state, IReadOnlyDictionary<string, string> run)
    {
        var library = typeof(TrainerFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var file = new TrainerFile(CurrentFormat, library ?? "unknown", state, run);
        File.WriteAllBytes(
            Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(file, CheckpointJson.Default.TrainerFile));
    }

    /// <exception cref="CheckpointException">The file cannot be read, or says what no run would.</exception>
    public static TrainerFile Read(Checkpoint checkpoint)
    {
        var path = Path.Combine(checkpoint.Folder, FileName);
        try
        {
            var bytes = File.ReadAllBytes(path);
            using (var json = JsonDocument.Parse(bytes))
                if (!json.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number) || number != CurrentFormat)
                    throw new CheckpointException($"'{path}' has format {format}, this version reads {CurrentFormat}. Use the version that wrote it.");
            var file = JsonSerializer.Deserialize(bytes, CheckpointJson.Default.TrainerFile)!;
            return TrainingStateRules.Problem(file.State, checkpoint.Step) is not { } problem
                ? file
                : throw new CheckpointException($"'{path}' cannot be resumed from: {problem}. Restore the file, or move the checkpoint out of the run folder.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"'{path}' cannot be read: {error.Message} Restore the file, or move the checkpoint out of the run folder.", error);
        }
    }
}
