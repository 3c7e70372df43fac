namespace ExT5.Data;

/// <summary>What it takes to cut a word anew.</summary>
/// <param name="Segmenter">The way that is always right.</param>
/// <param name="Analysis">Tells the pieces of a part and how sure they are.</param>
/// <param name="Boundaries">Where a word falls into parts.</param>
internal sealed record WordCutter(UnigramSegmenter Segmenter, WordAnalysis Analysis, PieceBoundaries Boundaries);
