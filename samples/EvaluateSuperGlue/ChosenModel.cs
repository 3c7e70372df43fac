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
        return found is null ? null : new(T5Model.Load(found), OpenVocabulary(found), found);
    }

    /// <summary>What to do when there is none.</summary>
    public static string Missing(string? folder) =>
        $"There is no {(folder is null ? $"run in '{Runs}'" : $"model or checkpoint in '{folder}'")}. Make one with: dotnet run -c Release --project samples/Pretrain, or name a T5 folder with --model.";

    public void Dispose() => Model.Dispose();

    private static string? NewestRun() => !Directory.Exists(Runs) ? null : Directory.EnumerateDirectories(Runs)
        .Select(Checkpoint).OfType<string>().MaxBy(Directory.GetLastWriteTimeUtc);

    private static string? Checkpoint(string run) => DirectoryCheckpointStore.FindNewest(run)?.Folder;

    private static Vocabulary OpenVocabulary(string folder) =>
        Directory.EnumerateFiles(folder, "*.model").FirstOrDefault() is { } file ? T5Vocabulary.Load(file)
        : File.Exists(Path.Combine(folder, "tokenizer.json")) ? T5Vocabulary.Load(folder)
        : new ByteVocabulary();
}
