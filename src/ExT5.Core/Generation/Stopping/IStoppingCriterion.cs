namespace ExT5.Core;

/// <summary>
/// Ends outputs for a reason other than the end of sequence and the greatest length. One object may serve many
/// generations at once: what it needs to know of each comes with the call.
/// </summary>
public interface IStoppingCriterion
{
    /// <summary>Looks at one output after each of its tokens that is no end of sequence.</summary>
    /// <param name="soFar">The output so far, the newest token included.</param>
    /// <returns>Why the output ends here; <see langword="null"/>: it goes on.</returns>
    FinishReason? Check(in GeneratedSoFar soFar);
}
