using ExT5.Data;
using ExT5.ExMix;

namespace EvaluateSuperGlue;

/// <summary>Where the rows come from: a folder in one of two layouts, the Hub, or a folder with the Hub for what it lacks.</summary>
/// <param name="Folder">The folder; null for the Hub alone.</param>
/// <param name="Hub">Whether the Hub is asked.</param>
internal sealed record SuperGlueData(string? Folder, bool Hub)
{
    private static readonly string Shared = Path.Combine("..", "shared", "data", "tasks");
    private static readonly string[] ExMixNames = ["aps__super_glue", Path.Combine("aps", "super_glue"), "super_glue"];

    /// <summary>What the options ask for.</summary>
    public static SuperGlueData Of(SuperGlueOptions options)
    {
        var folder = options.Data ?? (!options.Hub && Directory.Exists(Shared) ? Shared : null);
        return new(folder, options.Hub || folder is null);
    }

    /// <summary>A registry with the eight tasks.</summary>
    public TaskRegistry Register() => new TaskRegistryBuilder().AddExMix(Options()).Build();

    public override string ToString() => (Folder, Hub) switch
    {
        (null, _) => "the Hub",
        (_, true) => $"'{Folder}' and the Hub",
        _ => $"'{Folder}'",
    };

    /// <summary>What to do when no task has rows.</summary>
    public string Missing() => Hub
        ? "Name a folder of datasets with --data, or call this where the Hugging Face Hub can be reached."
        : "Expected are folders such as super_glue/rte with validation.*, or RTE with val.jsonl. Name another folder with --data, or ask the Hugging Face Hub with --hub.";

    private ExMixOptions Options()
    {
        // The group also holds the definite pronouns that T5 trains on, which are no part of SuperGLUE.
        var options = new ExMixOptions { Include = task => task.Group == "SuperGLUE" && task.Name != "dpr", IncludeOutside = false };
        var hub = Hub ? new HubOptions() : null;
        if (Folder is null || ExMixNames.Any(name => Directory.Exists(Path.Combine(Folder, name))))
            (options.Folder, options.Hub) = (Folder, hub);
        else
            options.FilesOf = dataset => new DownloadedFiles(Folder, dataset) is var files && (files.Exists || hub is null)
                ? files
                : new HubDataset(dataset.Repository, dataset.Configuration, hub);
        return options;
    }
}
