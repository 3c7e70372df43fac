namespace ExT5.Core;

/// <summary>Makes sure that no pattern of a configuration goes without a module that it speaks of.</summary>
internal static class PatternUse
{
    private const int MostShown = 12;

    /// <param name="targets">The modules that are adapted.</param>
    /// <param name="patterns">What must match one of them each.</param>
    /// <param name="matches">Whether a pattern, first, matches a name.</param>
    /// <param name="property">Where the patterns stand.</param>
    /// <exception cref="AdapterException">A pattern matches nothing; names it.</exception>
    public static void Require(
        IReadOnlyList<TargetModule> targets, IEnumerable<string> patterns, Func<string, string, bool> matches, string property)
    {
        foreach (var pattern in patterns)
            if (!targets.Any(target => matches(pattern, target.Name)))
                throw new AdapterException(
                    $"'{pattern}' of {property} matches none of the {targets.Count} modules that are adapted: " +
                    $"{string.Join(", ", targets.Take(MostShown).Select(target => target.Name))}{(targets.Count > MostShown ? ", …" : "")}. Correct or remove it.");
    }
}
