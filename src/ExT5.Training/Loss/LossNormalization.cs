namespace ExT5.Training;

/// <summary>What the summed loss of a step is divided by.</summary>
public enum LossNormalization
{
    /// <summary>Nothing: the sum over target tokens, T5X's default; Adafactor does not mind the scale.</summary>
    Sum,

    /// <summary>A given number: batch size times target length for checkpoints of the first T5.</summary>
    Constant,

    /// <summary>The sum of weights, that is the target tokens that count (Transformers' mean).</summary>
    TargetTokens,

    /// <summary>All places of the targets <c>B * T</c>, padding included.</summary>
    TargetPlaces,

    /// <summary>
    /// The mean over examples of each example's mean: a token weighs 1 over its example's tokens. In packed rows the
    /// segment ids tell examples apart.
    /// </summary>
    Sequences,
}
