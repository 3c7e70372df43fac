namespace ExT5.Data;

/// <summary>
/// All that a <see cref="MixtureSampler"/> needs to go on from a position: plain numbers, two for each task, that any
/// serializer can write.
/// </summary>
/// <param name="Position">Where it begins; a multiple of <see cref="MixtureSampler.BlockSize"/>.</param>
/// <param name="Weights">The weight of each task from there on, in the sampler's order.</param>
/// <param name="Draws">How often each task was drawn before the position.</param>
public sealed record MixturePhase(long Position, IReadOnlyList<double> Weights, IReadOnlyList<long> Draws);
