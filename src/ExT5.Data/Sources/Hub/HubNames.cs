using System.Text.RegularExpressions;

namespace ExT5.Data;

/// <summary>What may name a dataset, a configuration, a revision or files on the Hub.</summary>
internal static partial class HubNames
{
    public const string MainBranch = "main";

    public static string Dataset(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return DatasetPattern().IsMatch(name) && !name.Contains("--", StringComparison.Ordinal) && !name.Contains("..", StringComparison.Ordinal)
            ? name
            : throw new ArgumentException(
                $"'{name}' cannot name a dataset of the Hub. Write owner and name, as in 'nyu-mll/glue': letters, digits, '-', '_' and '.'.", nameof(name));
    }

    public static string Config(string config) =>
        config.Length > 0 && !config.AsSpan().ContainsAny("/\\*?")
            ? config
            : throw new ArgumentException($"'{config}' cannot name a configuration. Leave it out where there is none.", nameof(config));

    public static string Revision(string revision)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(revision);
        return RevisionPattern().IsMatch(revision) && !revision.Contains("..", StringComparison.Ordinal)
            ? revision
            : throw new ArgumentException($"'{revision}' cannot name a revision. Write a branch, a tag or a commit.", nameof(revision));
    }

    public static string Pattern(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        return pattern[0] == '/' || pattern[^1] == '/' || pattern.Contains('\\') || pattern.Split('/').Any(part => part is "" or "." or "..")
            ? throw new ArgumentException(
                $"'{pattern}' cannot name files of a dataset. Write a path such as 'data/{{split}}-*.jsonl' from the top of the dataset.", nameof(pattern))
            : pattern;
    }

    public static bool IsCommit(string revision) => revision.Length == 40 && revision.All(char.IsAsciiHexDigit);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95})?\z")]
    private static partial Regex DatasetPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_./+-]{0,199}\z")]
    private static partial Regex RevisionPattern();
}
