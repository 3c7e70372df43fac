namespace ExT5.Core;

/// <summary>Weights of one feed-forward layer in the compute type.</summary>
/// <param name="Inner"><c>[F, M]</c>, or both gated projections one above the other <c>[2 * F, M]</c>.</param>
/// <param name="Output"><c>[M, F]</c>.</param>
internal sealed record FeedForwardWeights(ProjectionWeights Inner, ProjectionWeights Output);
