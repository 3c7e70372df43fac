using System.IO.Enumeration;

namespace ExT5.Core;

/// <summary>Names of parameters by a pattern with <c>*</c> and <c>?</c>.</summary>
internal static class ParameterPattern
{
    private const int MostNames = 3;

    /// <exception cref="ArgumentException">Nothing matches; tells the nearest names.</exception>
    public static IReadOnlyList<string> Match(string pattern, IEnumerable<string> names)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        var matches = names.Where(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)).ToList();
        return matches.Count > 0
            ? matches
            : throw new ArgumentException($"No parameter is called '{pattern}'. Near it are: {string.Join(", ", Near(pattern, names))}.");
    }

    private static IEnumerable<string> Near(string pattern, IEnumerable<string> names)
    {
        var plain = pattern.Trim('*', '.');
        return names.SelectMany(Parts).Distinct().OrderBy(part => Distance(plain, part)).ThenBy(part => part, StringComparer.Ordinal).Take(MostNames);
    }

    // A name, and all that stands before or behind one of its dots.
    private static IEnumerable<string> Parts(string name)
    {
        yield return name;
        for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return $"{name[..dot]}.*";
            yield return $"*.{name[(dot + 1)..]}";
        }
    }

    // Levenshtein, which the stars of a part do not count for.
    private static int Distance(string wanted, string part)
    {
        var name = part.Trim('*', '.');
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 0; i < wanted.Length; i++)
        {
            var (diagonal, left) = (row[0], i + 1);
            row[0] = left;
            for (var j = 0; j < name.Length; j++)
            {
                left = Math.Min(Math.Min(left, row[j + 1]) + 1, diagonal + (wanted[i] == name[j] ? 0 : 1));
                (diagonal, row[j + 1]) = (row[j + 1], left);
            }
        }

        return row[^1];
    }
}
