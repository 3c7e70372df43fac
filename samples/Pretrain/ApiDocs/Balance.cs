namespace Pretrain.ApiDocs;

/// <summary>Evens out labels, so that always giving the most frequent one scores little.</summary>
internal static class Balance
{
    /// <summary>At most so many rows of each label, chosen by hash; the order stays. Rows that read alike count once.</summary>
    public static IEnumerable<TRow> AtMost<TRow>(this IEnumerable<TRow> rows, int perLabel, Func<TRow, string> label, Func<TRow, string> text)
    {
        // An iterator, so that nothing is read before the task is opened.
        var distinct = rows.Select(row => (Row: row, Hash: StableHash.Of(text(row)))).DistinctBy(entry => entry.Hash).ToList();
        var kept = distinct.GroupBy(entry => label(entry.Row))
            .SelectMany(group => group.Select(entry => entry.Hash).Order().Take(perLabel))
            .ToHashSet();
        foreach (var (row, hash) in distinct)
            if (kept.Contains(hash)) yield return row;
    }

    /// <summary>The labels that most rows carry, most frequent first; ties by name.</summary>
    public static IReadOnlyList<string> MostFrequent<TRow>(this IEnumerable<TRow> rows, int count, Func<TRow, string> label, Func<TRow, string> text) =>
        [.. rows.DistinctBy(row => StableHash.Of(text(row))).CountBy(label)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(count).Select(pair => pair.Key)];
}
