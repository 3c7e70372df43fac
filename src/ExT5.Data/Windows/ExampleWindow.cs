namespace ExT5.Data;

/// <summary>The examples of consecutive positions, tokenized, and the rows they share.</summary>
/// <param name="Draws">What stands at each position.</param>
/// <param name="Examples">The examples; null where a row was bad and is skipped.</param>
/// <param name="Lengths">Their lengths, trimmed to the shape; none for skipped ones.</param>
/// <param name="Dropped">Tokens that were cut of them.</param>
/// <param name="Rows">Indexes of the examples of each row; with a token budget, of each batch.</param>
/// <param name="BadRows">What was skipped, in order.</param>
internal sealed record ExampleWindow(
    MixtureDraw[] Draws, TokenizedExample?[] Examples, ExampleLengths[] Lengths, ExampleLengths[] Dropped, int[][] Rows, IReadOnlyList<BadRow> BadRows);
