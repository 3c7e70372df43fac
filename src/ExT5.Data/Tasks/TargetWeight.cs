namespace ExT5.Data;

/// <summary>How much a part of a target counts in the loss.</summary>
/// <param name="Start">Where it begins in the target, in UTF-16 units.</param>
/// <param name="Length">Its length in UTF-16 units; 1 or more.</param>
/// <param name="Weight">What the loss of its tokens is multiplied by; 0 or more, 1 by default.</param>
public readonly record struct TargetWeight(int Start, int Length, float Weight = 1);
