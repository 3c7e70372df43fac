namespace ExT5.Core;

/// <summary>What becomes of an input longer than <see cref="GenerationLimits.MaxInputTokens"/>.</summary>
public enum InputOverflow
{
    /// <summary>The call ends in a <see cref="RequestTooLargeException"/> before anything is computed.</summary>
    Refuse,

    /// <summary>
    /// Its first tokens and the end of sequence are read, and the result says how many were not
    /// (<see cref="GeneratedSequence.InputTokensCut"/>).
    /// </summary>
    Truncate,
}
