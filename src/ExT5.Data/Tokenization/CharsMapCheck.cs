using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>
/// Walks everything a lookup in a <see cref="CharsMap"/> can reach, without recursion: no cycle, no rule or replacement
/// longer than 256 bytes (so normalizing is linear and its memory bounded), every replacement inside the block and UTF-8.
/// </summary>
internal static class CharsMapCheck
{
    public const int MaxRuleBytes = 256;
    public const int MaxReplacementBytes = 256;

    private const byte Done = 0xFF;

    public static void Run(CharsMap map, Func<string, VocabularyException> refused)
    {
        // Zero: not seen. Done: everything below was walked; its height is in heights. Otherwise: on the current path.
        var states = new byte[map.UnitCount];
        var heights = new ushort[map.UnitCount];
        var path = new (int Unit, int NextLabel)[MaxRuleBytes + 1];
        var depth = 0;
        path[0] = (0, 0);
        states[0] = 1;
        while (depth >= 0)
        {
            var (unit, label) = path[depth];
            var child = NextChild(map, unit, ref label);
            path[depth].NextLabel = label;
            if (child < 0)
            {
                states[unit] = Done;
                if (--depth >= 0) Raise(heights, path[depth].Unit, unit);
                continue;
            }
            if (states[child] == Done) Raise(heights, unit, child);
            else if (states[child] != 0) throw refused("the character map's trie has a cycle.");
            if (depth + 1 + heights[child] > MaxRuleBytes)
                throw refused($"a rule of the character map is longer than {MaxRuleBytes} bytes.");
            if (states[child] == Done) continue;
            CheckReplacement(map, child, refused);
            states[child] = 1;
            path[++depth] = (child, 0);
        }
    }

    private static void Raise(ushort[] heights, int parent, int child)
        => heights[parent] = Math.Max(heights[parent], (ushort)(heights[child] + 1));

    private static int NextChild(CharsMap map, int unit, ref int label)
    {
        var children = map.Children(unit);
        while (label < 256)
            if (map.Child(children, (byte)label++) is >= 0 and var child)
                return child;
        return -1;
    }

    private static void CheckReplacement(CharsMap map, int unit, Func<string, VocabularyException> refused)
    {
        var value = map.ValueOf(unit);
        if (value < 0) return;
        if (value >= map.ReplacementBytes)
            throw refused($"a rule of the character map points to byte {value} of {map.ReplacementBytes} bytes of replacements.");
        var replacement = map.Replacement(value);
        if (replacement.Length > MaxReplacementBytes || !Utf8.IsValid(replacement))
            throw refused($"a replacement of the character map is not valid UTF-8 of at most {MaxReplacementBytes} bytes.");
    }
}
