namespace ExT5.Core;

/// <summary>How much may be generated, and how much of it at once.</summary>
/// <param name="MaxNewTokens">Most tokens of an output, the end of sequence included; 1 or more. Default 128.</param>
/// <param name="MinNewTokens">Tokens before the end of sequence is allowed; 0 or more. Default 0.</param>
/// <param name="BatchSize">Most inputs decoded together, each with as many rows as beams; 1 or more. Default 32.</param>
/// <remarks>An output that reaches <paramref name="MaxNewTokens"/> says so with <see cref="FinishReason.Length"/>.</remarks>
/// <exception cref="ArgumentOutOfRangeException">A limit is below its least value.</exception>
public sealed record GenerationLimits(int MaxNewTokens = 128, int MinNewTokens = 0, int BatchSize = 32)
{
    /// <summary>Most tokens of an output, the end of sequence included; 1 or more. Default 128.</summary>
    public int MaxNewTokens { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, MaxNewTokens);

    /// <summary>Tokens before the end of sequence is allowed; 0 or more. Default 0.</summary>
    public int MinNewTokens { get; init => field = Bounds.AtLeast(0, value); } = Bounds.AtLeast(0, MinNewTokens);

    /// <summary>Most inputs decoded together, each with as many rows as beams; 1 or more. Default 32.</summary>
    public int BatchSize { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, BatchSize);

    /// <summary>
    /// Most encoder tokens of a batch, padding included; a longer input has a batch of its own. Default: no bound but
    /// <see cref="BatchSize"/>.
    /// </summary>
    public int BatchTokens { get; init => field = Bounds.AtLeast(1, value); } = int.MaxValue;

    /// <summary>Ids that end an output, each of them; none: the model's own. Default none.</summary>
    public IReadOnlyList<int> EosIds { get; init; } = [];

    /// <summary>What ends an output besides its end and its length, in this order. Default: nothing.</summary>
    public IReadOnlyList<IStoppingCriterion> StoppingCriteria { get; init; } = [];
}
