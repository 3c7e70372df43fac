using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

namespace EvaluateSuperGlue;

/// <summary>The model to evaluate and the vocabulary beside it; a model without a vocabulary file reads bytes.</summary>
internal sealed record ChosenModel(T5Model Model, Vocabulary Vocabulary, string Folder) : IDisposable
{
    private const string Runs = "runs";

    /// <summary>The model of a folder or of its newest checkpoint; null when there is none.</summary>
    /// <param name="folder">The folder; null takes the newest run of samples/Pretrain.</param>
    public static ChosenModel? Open(string? folder)
    {
        var found = folder is null ? NewestRun() : File.Exists(Path.Combine(folder, "config.json")) ? folder : Checkpoint(folder);
        if (found is null) return null;
        var model = T5Model.Load(found);
        return new(model, OpenVocabulary(found, model.Config), found);
    }

    /// <summary>What to do when there is none.</summary>
    public static string Missing(string? folder) =>
        $"There is no {(folder is null ? $"run in '{Runs}'" : $"model or checkpoint in '{folder}'")}. Make one with: dotnet run -c Release --project samples/Pretrain, or name a T5 folder with --model.";

    public void Dispose() => Model.Dispose();

    private static string? NewestRun() => !Directory.Exists(Runs) ? null : Directory.EnumerateDirectories(Runs)
        .Select(Checkpoint).OfType<string>().MaxBy(Directory.GetLastWriteTimeUtc);

    private static string? Checkpoint(string run) => DirectoryCheckpointStore.FindNewest(run)?.Folder;

    private static Vocabulary OpenVocabulary(string folder, T5Config config) =>
        Directory.EnumerateFiles(folder, "*.model").FirstOrDefault() is { } file ? T5Vocabulary.Load(file)
        : config.VocabularySize == new ByteVocabulary().Size ? new ByteVocabulary()
        : T5Vocabulary.Load(folder);
}
