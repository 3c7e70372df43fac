namespace ExT5.Data;

/// <summary>Where the reading of one task stands.</summary>
/// <param name="Epoch">How often all its examples have been drawn.</param>
/// <param name="Index">Examples drawn in this epoch.</param>
/// <param name="Examples">The epoch's order of examples.</param>
internal record struct TaskPlace(long Epoch, long Index, IndexPermutation Examples);
