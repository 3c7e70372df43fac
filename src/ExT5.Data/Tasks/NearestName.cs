namespace ExT5.Data;

/// <summary>Finds the registered name that a mistyped one most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the smallest Levenshtein distance; ties go to the first; null without candidates.</summary>
    public static string? Of(string name, IEnumerable<string> candidates) =>
        candidates.MinBy(candidate => Distance(name, candidate));

    /// <summary>True for names that a slip or two of the fingers turn into each other.</summary>
    public static bool IsSlip(string name, string other) => Distance(name, other) is 1 or 2;

    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var substituted = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[second.Length];
    }
}
