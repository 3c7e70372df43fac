namespace ExT5.Data;

/// <summary>Files of a dataset by a pattern with <c>{split}</c>, read as paths on this machine are.</summary>
internal static class HubPattern
{
    private const string Placeholder = "{split}";

    public static IReadOnlyList<HubFile> Matching(string pattern, string split, IReadOnlyCollection<HubFile> files)
    {
        var whole = pattern.Replace(Placeholder, GlobName.Escape(split), StringComparison.Ordinal);
        // Brackets stand for themselves too, as in paths on this machine.
        foreach (var written in new[] { whole, whole.Replace("[", "[[]", StringComparison.Ordinal) })
        {
            var parts = written.Split('/');
            if (files.Where(file => Matches(parts, file.Path.Split('/'))).OrderBy(file => file.Path, StringComparer.Ordinal).ToList() is { Count: > 0 } found)
                return found;
        }
        return [];
    }

    /// <summary>True when the pattern can give a split: one without a placeholder gives the training rows only.</summary>
    public static bool Serves(string pattern, string split) =>
        pattern.Contains(Placeholder, StringComparison.Ordinal) || split == DatasetSplit.Train.Name;

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty || path.IsEmpty) return pattern.IsEmpty && path.IsEmpty;
        if (pattern[0] == GlobName.AnyFolders && pattern.Length > 1)
            return Matches(pattern[1..], path) || (!GlobName.IsHidden(path[0]) && path.Length > 1 && Matches(pattern, path[1..]));
        return GlobName.Matches(pattern[0], path[0]) && Matches(pattern[1..], path[1..]);
    }
}
