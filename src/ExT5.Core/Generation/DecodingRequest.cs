namespace ExT5.Core;

/// <summary>What a <see cref="DecodingStrategy"/> is asked to decode.</summary>
/// <param name="Rows">Inputs of the batch: rows of the <see cref="INextTokenLogits"/> before the first step.</param>
/// <param name="StartId">Id the decoder starts from (T5: the pad id, 0).</param>
/// <param name="EosId">Id that ends a sequence (T5: 1).</param>
/// <param name="MaxNewTokens">Most tokens of an output, the end of sequence included; 1 or more.</param>
/// <param name="MinNewTokens">Tokens before the end of sequence is allowed; 0 up to <paramref name="MaxNewTokens"/>.</param>
public sealed record DecodingRequest(int Rows, int StartId, int EosId, int MaxNewTokens = 128, int MinNewTokens = 0)
{
    /// <summary>All ids that end a sequence, one or more. Default <see cref="EosId"/> alone.</summary>
    public IReadOnlyList<int> EosIds { get => field ?? [EosId]; init; }

    /// <summary>What each row is decoded from, in the rows' order; none when nothing is known of them.</summary>
    public IReadOnlyList<DecodingInput> Inputs { get; init; } = [];

    /// <summary>What ends a sequence besides its end and its length. Default: nothing.</summary>
    public IReadOnlyList<IStoppingCriterion> StoppingCriteria { get; init; } = [];

    internal Func<int[], string>? DecodeText { get; init; }

    internal Func<TimeSpan> Elapsed { get; init; } = () => TimeSpan.Zero;

    /// <summary>What a row is decoded from; its number alone, when nothing else is known.</summary>
    /// <param name="row">0 up to <see cref="Rows"/> - 1.</param>
    public DecodingInput Input(int row) => Inputs.Count > 0 ? Inputs[row] : new(row, [], (ulong)row);

    /// <summary>Whether a sequence ends after the newest of its ids, and why.</summary>
    /// <param name="ids">The ids so far, without the decoder's start; 1 or more.</param>
    /// <param name="input">What they are decoded from.</param>
    /// <returns><see langword="null"/>: it goes on.</returns>
    public FinishReason? FinishOf(ReadOnlySpan<int> ids, DecodingInput input)
    {
        if (EosIds.Contains(ids[^1]))
            return FinishReason.Stop;
        return CriterionMet(ids, input) ?? (ids.Length >= MaxNewTokens ? FinishReason.Length : null);
    }

    /// <summary>The reason of the first of the stopping criteria that ends a sequence after the newest of its ids.</summary>
    internal FinishReason? CriterionMet(ReadOnlySpan<int> ids, DecodingInput input)
    {
        if (StoppingCriteria.Count == 0)
            return null;
        var soFar = new GeneratedSoFar(ids, input, Elapsed(), DecodeText);
        foreach (var criterion in StoppingCriteria)
            if (criterion.Check(soFar) is { } reason)
                return reason;
        return null;
    }
}
