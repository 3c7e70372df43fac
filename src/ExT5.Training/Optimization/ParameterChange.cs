namespace ExT5.Training;

/// <summary>How a fused kernel turns directions into a new parameter.</summary>
/// <param name="Keep">Factor on the old parameter.</param>
/// <param name="Factor">Factor on the direction: rate and clipping in one.</param>
/// <param name="Momentum">Decay of the mean of updates, or null without one.</param>
internal readonly record struct ParameterChange(float Keep, float Factor, double? Momentum)
{
    public float Old => (float)(Momentum ?? 0);

    public float New => (float)(1 - (Momentum ?? 0));
}
