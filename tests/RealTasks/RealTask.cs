using ExT5.Data;

namespace ExT5.Tests;

/// <summary>A task over real data beside the repository.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Task">Source, format and metrics.</param>
/// <param name="ManifestName">What the manifest of the data calls it.</param>
internal sealed record RealTask(string Name, Seq2SeqTask Task, string ManifestName)
{
    /// <summary>Why it has other numbers of rows than the manifest, which counts lines or documents; null when it has the same.</summary>
    public string? Unfolded { get; init; }

    /// <summary>Rows of the training split when they differ, counted by other means.</summary>
    public int? TrainRows { get; init; }

    /// <summary>Rows of the validation split when they differ, counted by other means.</summary>
    public int? ValidationRows { get; init; }
}
