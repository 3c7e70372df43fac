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

    public static TrainerFile Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), CheckpointJson.Default.TrainerFile);
            return file is { Format: CurrentFormat, State.Pipeline: not null, Run: not null }
                ? file
                : throw new CheckpointException(
                    $"'{path}' has format {file?.Format}, this version reads {CurrentFormat}. Use the version that wrote it.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"'{path}' cannot be read: {error.Message}", error);
        }
    }
}
