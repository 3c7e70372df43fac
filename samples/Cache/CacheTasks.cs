using System.Text.Json.Serialization;
using ExT5.Data;
using Pretrain.ApiDocs;

namespace Cache;

/// <summary>What is cached.</summary>
/// <param name="Registry">Holds the mixture.</param>
/// <param name="Mixture">Its name.</param>
internal sealed record CacheTasks(TaskRegistry Registry, string Mixture)
{
    /// <summary>A task of the user's own, or the mixture of samples/Pretrain.</summary>
    /// <param name="data">JSON lines with input and target, or null.</param>
    /// <param name="stopping">Stops the making of rows.</param>
    public static async Task<CacheTasks> OpenAsync(string? data, CancellationToken stopping)
    {
        if (data is not null)
            return new(new TaskRegistryBuilder().AddTask<TextExample>("task", task => task
                .ReadFrom(new JsonLinesSource<TextExample>(data, CacheRows.Default.TextExample)).Format(row => row)).Build(), "task");
        var docs = ApiDocsCorpus.Load(stopping: stopping);
        var tasks = ApiDocsTasks.Supervised(docs);
        await ApiDocsTasks.PrepareAsync(tasks, stopping);
        return new(ApiDocsMixture.Register(docs, tasks, ratio: 2, cap: 6_000, new SpanCorruption()), ApiDocsMixture.Name);
    }

    /// <summary>The vocabulary of samples/Pretrain, bytes, or a file's.</summary>
    public static Vocabulary OpenVocabulary(string? choice) => choice == "bytes"
        ? new ByteVocabulary()
        : T5Vocabulary.Load(choice ?? Path.Combine(AppContext.BaseDirectory, "assets", "apidocs.8k.model"));
}

/// <summary>How rows of JSON are read without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(TextExample))]
internal sealed partial class CacheRows : JsonSerializerContext;
