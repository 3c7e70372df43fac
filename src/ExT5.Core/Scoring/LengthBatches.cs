namespace ExT5.Core;

/// <summary>Cuts rows into batches of similar length, the longest first, so that little is padded.</summary>
internal static class LengthBatches
{
    /// <summary>Batches whose places, padding included, stay within a budget; a longer row is a batch of its own.</summary>
    /// <param name="rows">The rows; equally long ones keep their order.</param>
    /// <param name="length">Places of a row.</param>
    /// <param name="places">Most places of a batch.</param>
    public static IEnumerable<IReadOnlyList<T>> Plan<T>(IEnumerable<T> rows, Func<T, int> length, int places)
    {
        var batch = new List<T>();
        foreach (var row in rows.OrderByDescending(length))
        {
            if (batch.Count > 0 && (batch.Count + 1L) * length(batch[0]) > places)
            {
                yield return batch;
                batch = [];
            }

            batch.Add(row);
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
