using System.Text.RegularExpressions;

namespace ExT5.Core;

/// <summary>Python's regular expressions on module names, as PEFT applies them; they may come from a file, so their time is limited.</summary>
internal static class ModulePattern
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.5);

    /// <summary>Whether the whole name matches.</summary>
    public static bool IsWhole(string pattern, string name) => Match($@"\A(?:{pattern})\z", name, pattern) is not null;

    /// <summary>The number in the first group of a match at the start of a name.</summary>
    public static int? Number(string pattern, string name) =>
        Match($@"\A(?:{pattern})", name, pattern) is { } match && int.TryParse(match.Groups[1].ValueSpan, out var number) ? number : null;

    /// <summary>Whether a name ends in a match, after a dot or whole.</summary>
    public static bool IsEnd(string pattern, string name) => IsWhole($@"(?:.*\.)?(?:{pattern})", name);

    /// <summary>The value of the first pattern that a name ends in, after a dot or whole.</summary>
    public static T Value<T>(IReadOnlyDictionary<string, T> byPattern, string name, T otherwise) =>
        byPattern.Keys.FirstOrDefault(pattern => IsEnd(pattern, name)) is { } found ? byPattern[found] : otherwise;

    private static Match? Match(string expression, string name, string pattern)
    {
        try
        {
            var match = Regex.Match(name, expression, RegexOptions.CultureInvariant, Longest);
            return match.Success ? match : null;
        }
        catch (ArgumentException error)
        {
            throw new AdapterException($"'{pattern}' is no regular expression: {error.Message}", error);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new AdapterException($"Matching '{pattern}' against '{name}' takes too long; simplify the expression.", error);
        }
    }
}
