namespace ExT5.Data;

/// <summary>
/// Names of files and folders by Python's <c>glob</c>: <c>*</c> for anything, <c>?</c> for a character, <c>[abc]</c>, <c>[a-c]</c> and
/// <c>[!abc]</c> for one of some; a name that starts with a point is matched only by one that does. <c>[?]</c>, <c>[*]</c> and <c>[[]</c> are the
/// characters themselves.
/// </summary>
internal static class GlobName
{
    /// <summary>Stands for any folders, also none.</summary>
    public const string AnyFolders = "**";

    public static bool IsWild(string name) => name.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>Writes a name so that it matches itself only.</summary>
    public static string Escape(string name) => string.Concat(name.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : $"{c}"));

    /// <summary>The names that a pattern means.</summary>
    /// <param name="pattern">A name, or a pattern of names.</param>
    /// <param name="items">What there is.</param>
    /// <param name="nameOf">Gives the name of an item.</param>
    public static IReadOnlyList<T> Matching<T>(string pattern, IReadOnlyCollection<T> items, Func<T, string> nameOf)
    {
        if (!pattern.Contains('[', StringComparison.Ordinal)) return [.. items.Where(item => Matches(pattern, nameOf(item)))];
        // Brackets also stand in names as they are: in the whole name first, and when nothing matches them as a set.
        if (items.Where(item => nameOf(item) == pattern).ToList() is { Count: > 0 } same) return same;
        if (items.Where(item => Matches(pattern, nameOf(item))).ToList() is { Count: > 0 } matching) return matching;
        return [.. items.Where(item => Matches(pattern.Replace("[", "[[]", StringComparison.Ordinal), nameOf(item)))];
    }

    /// <summary>True when the pattern means the name.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
        !(IsHidden(name) && !IsHidden(pattern)) && MatchesWithHidden(pattern, name);

    /// <summary>As <see cref="Matches"/>, hidden names too.</summary>
    public static bool MatchesWithHidden(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // Where the last star stands, and up to where it reaches: the only place to go back to.
        int place = 0, at = 0, star = -1, reach = 0;
        while (at < name.Length)
        {
            if (place < pattern.Length && pattern[place] == '*') (star, reach) = (place++, at);
            else if (place < pattern.Length && MatchesOne(pattern[place..], name[at..], out var taken, out var length)) (place, at) = (place + taken, at + length);
            else if (star >= 0) (place, at) = (star + 1, ++reach);
            else return false;
        }
        return pattern[place..].IndexOfAnyExcept('*') < 0;
    }

    public static bool IsHidden(ReadOnlySpan<char> name) => name.StartsWith('.');

    private static bool MatchesOne(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, out int taken, out int length)
    {
        (taken, length) = (1, char.IsHighSurrogate(name[0]) && name.Length > 1 ? 2 : 1);
        if (pattern[0] == '?') return true;
        if (pattern[0] == '[' && SetOf(pattern) is { IsEmpty: false } set)
        {
            taken = set.Length + 2;
            var isNot = set[0] == '!';
            return IsIn(isNot ? set[1..] : set, name[..length]) != isNot;
        }
        length = 1;
        return pattern[0] == name[0];
    }

    // What stands between brackets; a closing bracket at the start is one of the set. Empty when the bracket is not closed.
    private static ReadOnlySpan<char> SetOf(ReadOnlySpan<char> pattern)
    {
        var first = pattern.Length > 1 && pattern[1] == '!' ? 3 : 2;
        var end = first < pattern.Length ? pattern[first..].IndexOf(']') : -1;
        return end < 0 ? [] : pattern[1..(first + end)];
    }

    private static bool IsIn(ReadOnlySpan<char> set, ReadOnlySpan<char> character)
    {
        var rune = ValueOf(character, out _);
        while (!set.IsEmpty)
        {
            var low = ValueOf(set, out var length);
            set = set[length..];
            var high = low;
            if (set.Length > 1 && set[0] == '-')
            {
                high = ValueOf(set[1..], out length);
                set = set[(1 + length)..];
            }
            if (rune >= low && rune <= high) return true;
        }
        return false;
    }

    private static int ValueOf(ReadOnlySpan<char> text, out int length)
    {
        length = text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? 2 : 1;
        return length == 2 ? char.ConvertToUtf32(text[0], text[1]) : text[0];
    }
}
