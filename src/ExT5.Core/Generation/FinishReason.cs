namespace ExT5.Core;

/// <summary>Why a generated sequence ended.</summary>
public enum FinishReason
{
    /// <summary>The model produced the end of sequence.</summary>
    Stop,

    /// <summary><see cref="GenerationLimits.MaxNewTokens"/> was reached first; the sequence is cut.</summary>
    Length,

    /// <summary>One of <see cref="StopStrings"/> occurred in the text, which ends before it.</summary>
    StopString,

    /// <summary>One of <see cref="StopSequences"/> was produced; the sequence ends in it.</summary>
    StopSequence,

    /// <summary>The time of <see cref="MaxTime"/> was over; the sequence is cut.</summary>
    Time,

    /// <summary>A stopping criterion of your own ended it.</summary>
    Custom,
}
