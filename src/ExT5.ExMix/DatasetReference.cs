using ExT5.Data;

namespace ExT5.ExMix;

/// <summary>A dataset of the Hugging Face Hub, or one that has no home there and is expected in a local folder.</summary>
/// <param name="Repository">Name of the repository, for example <c>nyu-mll/glue</c>.</param>
/// <param name="Configuration">Name of the configuration, for example <c>rte</c>; null when it has one only.</param>
public sealed record DatasetReference(string Repository, string? Configuration = null)
{
    /// <summary>What the dataset calls a split where that differs, for example <c>validation</c> to <c>validation_matched</c>.</summary>
    public IReadOnlyDictionary<string, string> SplitNames { get; init; } = new Dictionary<string, string>();

    /// <summary>False when the Hub has no such repository, so that its files must be in a local folder.</summary>
    public bool OnHub { get; init; } = true;

    internal FileSourceOptions FileOptions => new() { SplitNames = SplitNames };

    /// <inheritdoc />
    public override string ToString() => Configuration is null ? Repository : $"{Repository}/{Configuration}";
}
