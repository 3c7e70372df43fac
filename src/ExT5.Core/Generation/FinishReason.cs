namespace ExT5.Core;

/// <summary>Why a generated sequence ended.</summary>
public enum FinishReason
{
    /// <summary>The model produced the end of sequence.</summary>
    Stop,

    /// <summary><see cref="GenerationLimits.MaxNewTokens"/> was reached first; the sequence is cut.</summary>
    Length,
}
