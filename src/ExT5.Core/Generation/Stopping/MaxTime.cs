namespace ExT5.Core;

/// <summary>Ends every output once a time is over. Transformers' <c>max_time</c>.</summary>
/// <param name="Limit">
/// Time for the whole call, all of its inputs together, above zero; looked at after each token, so that each output
/// has one token at least.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">The time is zero or less.</exception>
public sealed record MaxTime(TimeSpan Limit) : IStoppingCriterion
{
    /// <summary>Time for the whole call; above zero.</summary>
    public TimeSpan Limit { get; init => field = Checked(value, nameof(Limit)); } = Checked(Limit, nameof(Limit));

    /// <inheritdoc/>
    public FinishReason? Check(in GeneratedSoFar soFar) => soFar.Elapsed > Limit ? FinishReason.Time : null;

    private static TimeSpan Checked(TimeSpan limit, string name) => limit > TimeSpan.Zero
        ? limit
        : throw new ArgumentOutOfRangeException(name, limit, $"{name} must be above zero.");
}
