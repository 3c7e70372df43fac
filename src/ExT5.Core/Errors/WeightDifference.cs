namespace ExT5.Core;

/// <summary>A tensor that is not what the model needs.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Expected">What the model needs, for instance <c>floating point [512, 2048]</c>.</param>
/// <param name="Found">What the file holds, for instance <c>F32 [512, 1024]</c>.</param>
public sealed record WeightDifference(string Name, string Expected, string Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: expected {Expected}, found {Found}";
}
