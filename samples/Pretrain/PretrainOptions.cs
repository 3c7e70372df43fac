namespace Pretrain;

/// <summary>How the job goes; each property is an option of the command line, described in <see cref="PretrainCommand"/>.</summary>
internal sealed record PretrainOptions
{
    public double Minutes { get; init; }

    public long? Steps { get; init; }

    public required string Size { get; init; }

    public double Ratio { get; init; }

    public double Cap { get; init; }

    public ulong Seed { get; init; }

    public required string Output { get; init; }

    public required string Device { get; init; }

    public string? Docs { get; init; }

    public string? Vocabulary { get; init; }

    public bool Fresh { get; init; }

    public bool Stats { get; init; }

    public string? DumpText { get; init; }

    /// <summary>Whether a model is trained, rather than data shown or written.</summary>
    public bool Trains => !Stats && DumpText is null;
}
