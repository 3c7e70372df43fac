namespace ExT5.Data;

/// <summary>One example as ids, EOS included, not longer than the lengths it was made for.</summary>
/// <param name="Inputs">Encoder ids <c>[inputs]</c>.</param>
/// <param name="Targets">Decoder target ids <c>[targets]</c>.</param>
public sealed record TokenizedExample(int[] Inputs, int[] Targets)
{
    /// <summary>How much each target counts in the loss <c>[targets]</c>, 0 or more; null when each counts 1.</summary>
    public float[]? TargetWeights { get; init; }

    /// <summary>Tokens of the input that were cut.</summary>
    public int DroppedInputs { get; init; }

    /// <summary>Tokens of the target that were cut.</summary>
    public int DroppedTargets { get; init; }
}
