using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>The mixture of the main job: span denoising and the supervised tasks, R to 1.</summary>
internal static class ApiDocsMixture
{
    /// <summary>What training draws from.</summary>
    public const string Name = "apidocs";

    /// <summary>The supervised half, which is also what is evaluated.</summary>
    public const string Supervised = "apidocs_tasks";

    private const string Denoising = "docs_text";

    /// <summary>Registers every task and mixes them.</summary>
    /// <param name="docs">Source of the denoising task.</param>
    /// <param name="tasks">The supervised tasks.</param>
    /// <param name="ratio">R: denoising examples to one supervised example; the paper's best is 2.</param>
    /// <param name="cap">K: examples of a task beyond which its rate grows no further.</param>
    /// <param name="denoising">How text is corrupted.</param>
    public static TaskRegistry Register(
        ApiDocsCorpus docs, IReadOnlyList<ApiDocsTask> tasks, double ratio, double cap, SpanCorruption denoising)
    {
        var registry = new TaskRegistryBuilder()
            .AddTask<DocumentedMember>(Denoising, task => task
                .ReadFrom(ApiDocsText.Documents(docs))
                .Denoise(member => member.AllText, denoising))
            .AddMixture(Supervised, mix => mix.Add(MixingRate.Proportional(cap), [.. tasks.Select(task => task.Task.Name)]))
            .AddMixture(Name, mix => mix.AddRatio(ratio, Denoising, Supervised));
        foreach (var task in tasks) registry.Add(task.Task);
        return registry.Build();
    }
}
