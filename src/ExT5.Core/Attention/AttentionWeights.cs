namespace ExT5.Core;

/// <summary>
/// Joined weights of one attention in the compute type: made anew in each forward pass, where they belong to the
/// gradient graph, and once for a whole decode.
/// </summary>
/// <param name="Inputs">Inside a sequence: queries, keys and values <c>[3 * H * D, M]</c>; across: queries <c>[H * D, M]</c>.</param>
/// <param name="Memory">Across: keys and values <c>[2 * H * D, M]</c>.</param>
/// <param name="Output"><c>[M, H * D]</c>.</param>
internal sealed record AttentionWeights(ProjectionWeights Inputs, ProjectionWeights? Memory, ProjectionWeights Output);
