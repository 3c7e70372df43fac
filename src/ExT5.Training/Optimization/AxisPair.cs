namespace ExT5.Training;

/// <summary>The two axes whose means stand for the mean squares of a tensor.</summary>
/// <param name="Row">The axis that row means keep.</param>
/// <param name="Column">The axis that column means keep; behind <paramref name="Row"/>.</param>
internal sealed record AxisPair(int Row, int Column)
{
    /// <summary>The axes to factor, or null when every element is to be kept.</summary>
    public static AxisPair? Of(long[] shape, AdafactorOptions options)
    {
        if (options.Factored == FactoredAxes.None || shape.Length < 2)
            return null;
        int[] axes = options.Factored == FactoredAxes.LastTwo
            ? [shape.Length - 2, shape.Length - 1]
            : [.. Enumerable.Range(0, shape.Length).OrderBy(axis => shape[axis]).TakeLast(2).Order()];
        return axes.All(axis => shape[axis] >= options.MinimumFactoredSize) ? new AxisPair(axes[0], axes[1]) : null;
    }

    /// <summary>The shape without one axis.</summary>
    public static long[] Without(long[] shape, int axis) => [.. shape.Where((_, index) => index != axis)];
}
