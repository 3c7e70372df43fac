using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

namespace FineTune;

/// <summary>The model to start from, and the vocabulary beside it; a model without a vocabulary file reads bytes.</summary>
internal sealed record StartingModel(T5Model Model, Vocabulary Vocabulary, string? Folder, string? VocabularyFile) : IDisposable
{
    private static readonly T5Config Tiny = new()
    {
        VocabularySize = new ByteVocabulary().Size,
        ModelSize = 64,
        FeedForwardSize = 128,
        EncoderLayers = 2,
        DecoderLayers = 2,
        Heads = 4,
        KeyValueSize = 16,
        DropoutRate = 0,
    };

    /// <summary>The model of a folder or of its newest checkpoint, else a tiny one that first denoises the task's inputs for a moment.</summary>
    public static async Task<StartingModel> OpenAsync(string folder, TaskRegistry registry, CancellationToken stopping)
    {
        var found = File.Exists(Path.Combine(folder, "config.json")) ? folder : DirectoryCheckpointStore.FindNewest(folder)?.Folder;
        if (found is not null) return Open(found);
        Console.WriteLine($"There is no model in '{folder}'; a tiny one is trained first. A better one makes: dotnet run -c Release --project samples/Pretrain");
        var start = new StartingModel(new T5Model(Tiny), new ByteVocabulary(), null, null);
        using var optimizer = new AdamW(start.Model.named_parameters());
        var options = new TrainingOptions { Steps = 60, Batch = new(Sequences: 16, Inputs: 96, Targets: 32), ClipNorm = 1 };
        await foreach (var _ in new Trainer(start.Model, optimizer, registry, start.Vocabulary, options, new LinearSchedule(4e-3, 10, options.Steps)).TrainAsync("texts", stopping)) { }
        stopping.ThrowIfCancellationRequested();
        return start;
    }

    public void Dispose() => Model.Dispose();

    private static StartingModel Open(string folder)
    {
        var file = Directory.EnumerateFiles(folder, "*.model").Concat(Directory.EnumerateFiles(folder, "tokenizer.json")).FirstOrDefault();
        var model = T5Model.Load(folder);
        Vocabulary vocabulary = file is null && model.Config.VocabularySize == Tiny.VocabularySize ? new ByteVocabulary() : T5Vocabulary.Load(file ?? folder);
        return new(model, vocabulary, folder, file);
    }
}
