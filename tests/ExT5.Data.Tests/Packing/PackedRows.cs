namespace ExT5.Data.Tests;

/// <summary>Reads the examples back out of a batch.</summary>
internal static class PackedRows
{
    /// <summary>The examples of a batch with their tasks, row by row.</summary>
    public static List<(TokenizedExample Example, int Task)> Of(PackedBatch batch)
    {
        var found = new List<(TokenizedExample, int)>();
        for (var row = 0; row < batch.Shape.Sequences; row++)
            for (var segment = 1; ; segment++)
            {
                var inputs = Of(batch.EncoderInputTokens, batch.EncoderSegmentIds, row, batch.Shape.Inputs, segment);
                if (inputs.Length == 0) break;
                var targets = Of(batch.DecoderTargetTokens, batch.DecoderSegmentIds, row, batch.Shape.Targets, segment);
                found.Add((new(inputs, targets), Of(batch.DecoderTaskIds, batch.DecoderSegmentIds, row, batch.Shape.Targets, segment)[0]));
            }

        return found;
    }

    public static string Text(TokenizedExample example) => $"{string.Join(' ', example.Inputs)} -> {string.Join(' ', example.Targets)}";

    private static int[] Of(int[] values, int[] segments, int row, int length, int segment) =>
        [.. Enumerable.Range(row * length, length).Where(i => segments[i] == segment).Select(i => values[i])];
}
