namespace EvaluateSuperGlue;

/// <summary>What to do; each property is an option of the command line, described in <see cref="SuperGlueCommand"/>.</summary>
internal sealed record SuperGlueOptions
{
    public string? Model { get; init; }

    public string? Data { get; init; }

    public bool Hub { get; init; }

    public bool Rank { get; init; }

    public int Examples { get; init; }

    public required string Output { get; init; }

    public string? Compare { get; init; }

    public double FailBelow { get; init; }
}
