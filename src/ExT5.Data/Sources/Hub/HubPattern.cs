using System.IO.Enumeration;

namespace ExT5.Data;

/// <summary>Files of a dataset by a pattern with <c>{split}</c>.</summary>
internal static class HubPattern
{
    private const string Placeholder = "{split}";

    public static IReadOnlyList<HubFile> Matching(string pattern, string split, IEnumerable<HubFile> files)
    {
        var parts = pattern.Replace(Placeholder, split, StringComparison.Ordinal).Split('/');
        return [.. files.Where(file => Matches(parts, file.Path.Split('/'))).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>True when the pattern can give a split: one without a placeholder gives the training rows only.</summary>
    public static bool Serves(string pattern, string split) =>
        pattern.Contains(Placeholder, StringComparison.Ordinal) || split == DatasetSplit.Train.Name;

    private static bool Matches(string[] pattern, string[] path) =>
        pattern.Length == path.Length && pattern.Zip(path).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false));
}
