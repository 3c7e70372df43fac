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
    /// Most tokens of an input, the end of sequence included; 1 or more. Default 16384, the longest that models of the T5
    /// family are published for (LongT5). With full attention time grows with the square of the length; memory does not.
    /// </summary>
    public int MaxInputTokens { get; init => field = Bounds.AtLeast(1, value); } = 16_384;

    /// <summary>What becomes of a longer input. Default <see cref="InputOverflow.Refuse"/>.</summary>
    public InputOverflow InputOverflow { get; init; }

    /// <summary>
    /// Most encoder tokens of a batch, padding included, counted once for each row of the decoder (beams, draws); a longer
    /// input has a batch of its own. Default 65536.
    /// </summary>
    public int BatchTokens { get; init => field = Bounds.AtLeast(1, value); } = 65_536;

    /// <summary>
    /// Most bytes that a batch may take, estimated; batches are made so small, and an input that needs more by itself ends in
    /// a <see cref="RequestTooLargeException"/>. 1 or more. Default <see langword="null"/>: on the CPU half of the memory that
    /// the process may use (<see cref="GCMemoryInfo.TotalAvailableMemoryBytes"/>), elsewhere no bound.
    /// </summary>
    public long? BatchMemory { get; init => field = value is { } bytes ? Bounds.AtLeast(1, bytes) : null; }

    /// <summary>Ids that end an output, each of them; none: the model's own. Default none.</summary>
    public IReadOnlyList<int> EosIds { get; init; } = [];

    /// <summary>What ends an output besides its end and its length, in this order. Default: nothing.</summary>
    public IReadOnlyList<IStoppingCriterion> StoppingCriteria { get; init; } = [];
}
