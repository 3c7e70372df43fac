namespace Pretrain.ApiDocs;

/// <summary>Evens out labels, so that always giving the most frequent one scores little.</summary>
internal static class Balance
{
    /// <summary>At most so many rows of each label, chosen by hash; the order stays.</summary>
    public static IEnumerable<TRow> AtMost<TRow>(this IEnumerable<TRow> rows, int perLabel, Func<TRow, string> label, Func<TRow, string> text)
    {
        var distinct = rows.DistinctBy(row => StableHash.Of(text(row))).ToList();
        var kept = distinct.GroupBy(label)
            .SelectMany(group => group.Select(row => StableHash.Of(text(row))).Order().Take(perLabel))
            .ToHashSet();
        return distinct.Where(row => kept.Contains(StableHash.Of(text(row))));
    }

    /// <summary>The labels that most rows carry, most frequent first; ties by name.</summary>
    public static IReadOnlyList<string> MostFrequent<TRow>(this IEnumerable<TRow> rows, int count, Func<TRow, string> label, Func<TRow, string> text) =>
        [.. rows.DistinctBy(row => StableHash.Of(text(row))).CountBy(label)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(count).Select(pair => pair.Key)];
}
