using System.Text.Json;
using ExT5.Core;
using ExT5.Data;
using ExT5.ExMix;
using ExT5.Training;

/// <summary>ExMix over a folder of a user's own: cached, trained on for two steps, evaluated.</summary>
internal static class ExMixRun
{
    public static async Task<bool> WorksAsync(T5Model model, Vocabulary vocabulary, string folder)
    {
        string[] animals = ["cat", "dog", "cow", "hen"];
        foreach (var split in (string[])["train", "validation"])
        {
            Write(folder, "rte", split, animals.Select((animal, i) => new { premise = $"The {animal} sleeps.", hypothesis = "It is awake.", label = i % 2 }));
            Write(folder, "boolq", split, animals.Select((animal, i) => new { passage = $"The {animal} ran.", question = "did it run", label = i % 2 }));
        }

        var exmix = new ExMixOptions { Folder = folder, Include = task => task.Name is "super_glue_rte" or "super_glue_boolq", IncludeOutside = false };
        var registry = new TaskRegistryBuilder().AddExMix(exmix).Build();
        var writer = new TokenCacheWriter(Path.Combine(folder, "cache"), registry, "exmix", vocabulary);
        await writer.WriteAsync();
        var cached = (await writer.FinishAsync()).Sum(split => split.Examples);

        var options = new TrainingOptions { Steps = 2, Batch = new(Sequences: 4, Inputs: 96, Targets: 24), Pipeline = new() { CacheFolder = Path.Combine(folder, "cache") } };
        using var optimizer = new AdamW(model.named_parameters());
        var steps = 0;
        await foreach (var step in new Trainer(model, optimizer, registry, vocabulary, options).TrainAsync("exmix")) steps++;

        var scores = await new Evaluator(new T5Generator(model, vocabulary), vocabulary, registry).EvaluateAsync("exmix").ToListAsync();
        Console.WriteLine($"ExMix: {cached} examples cached, {steps} steps\n{new EvaluationTable(scores)}");
        return cached == 8 && steps == 2 && scores.Count == 2;
    }

    private static void Write<T>(string folder, string configuration, string split, IEnumerable<T> rows)
    {
        var path = Path.Combine(folder, "aps__super_glue", configuration);
        Directory.CreateDirectory(path);
        File.WriteAllLines(Path.Combine(path, $"{split}.jsonl"), rows.Select(row => JsonSerializer.Serialize(row)));
    }
}
